using Jena.SensorNode.Gateway.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jena.SensorNode.Gateway.Web;

/// <summary>What is answered where the program failed over a question: what to do, in the language of the page, and never the reason itself.</summary>
internal static class Faults
{
    /// <summary>Answers instead of the empty page that the framework would send; the log has the reason.</summary>
    public static IApplicationBuilder UseFaults(this IApplicationBuilder app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = AnswerAsync,
        StatusCodeSelector = problem => problem is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
    });

    private static Task AnswerAsync(HttpContext context)
    {
        // Whatever the answer had before is gone, and the language with the flow that failed.
        SecurityHeaders.Set(context.Response.Headers);
        LanguagePaths.Restore(context);
        var code = context.Response.StatusCode;
        return code == StatusCodes.Status500InternalServerError && UnknownPaths.IsForPeople(context)
            ? new RazorComponentResult<FaultPage> { StatusCode = code }.ExecuteAsync(context)
            : Results.Problem("Die Daten ließen sich nicht lesen; „jena-gateway doctor“ prüft. / The data could not be read; run jena-gateway doctor.", statusCode: code).ExecuteAsync(context);
    }
}
