using Jena.SensorNode.Gateway.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jena.SensorNode.Gateway.Web;

/// <summary>Answers that would be empty: a program gets <c>application/problem+json</c>, a person who mistyped an address a page.</summary>
internal static class UnknownPaths
{
    private static readonly PathString[] ForPrograms = ["/api", "/health", "/metrics", "/lorawan"];

    /// <summary>Writes the answer.</summary>
    public static Task AnswerAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        if (code == StatusCodes.Status404NotFound && IsForPeople(context))
            return new RazorComponentResult<NotFoundPage>(new { Name = "" }) { StatusCode = code }.ExecuteAsync(context);
        var detail = code switch
        {
            StatusCodes.Status404NotFound => "Diese Adresse gibt es nicht; gateway/Web/README.md nennt alle. / No such address; gateway/Web/README.md lists them.",
            StatusCodes.Status405MethodNotAllowed => "Seiten und API werden nur gelesen: GET benutzen. / Pages and API are only read: use GET.",
            _ => null,
        };
        return Results.Problem(detail, statusCode: code).ExecuteAsync(context);
    }

    /// <summary>Whether a browser asks for a page, and not a program for data.</summary>
    public static bool IsForPeople(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
