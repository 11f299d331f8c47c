using Jena.SensorNode.Gateway.Web.Api;
using Jena.SensorNode.Gateway.Web.Pages;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Status;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jena.SensorNode.Gateway.Web;

/// <summary>Registers pages and read API.</summary>
internal static class WebRegistration
{
    /// <summary>Adds what the pages need.</summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents();

        // A page of sixty nodes is 115 KB as it is and a tenth of that on the air to a phone. Nothing secret is in any answer.
        services.AddResponseCompression();

        // Pages have no form that changes anything, so no key needs to outlive the process or touch the disk. The framework makes
        // a key at start all the same, writes it below the home folder and warns of that: without its service there is none.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var service in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(service);
        services.AddSingleton<NodeCards>();
        services.AddSingleton<OverviewQuery>();
        services.AddSingleton<NodePageQuery>();
        services.AddSingleton<ForeignQuery>();
        services.AddSingleton<IncidentQuery>();
        services.AddSingleton<LatestReadings>();
        services.AddSingleton<IStatusSource, ClockStatus>();
        services.AddSingleton<IStatusSource, StorageStatus>();
        services.AddSingleton<IStatusSource, SinkStatus>();
        services.AddSingleton<IStatusSource, BrokerStatus>();
        services.AddSingleton<IStatusSource, LorawanStatus>();
        services.AddSingleton<IStatusSource, IncidentStatus>();
        return services;
    }

    /// <summary>Maps pages, style and API.</summary>
    public static WebApplication MapWeb(this WebApplication app)
    {
        app.UseFaults();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseLanguagePaths();
        app.UseStatusCodePages(UnknownPaths.AnswerAsync);
        app.UseRouting();
        app.MapRead("/", (OverviewQuery query, string? suche, string? seite) =>
            new RazorComponentResult<OverviewPage>(new { View = query.Ask(suche, int.TryParse(seite, out var page) ? page : null) }));
        app.MapRead("/knoten/{name}", (NodePageQuery query, string name) => query.Ask(name) is { } view
            ? new RazorComponentResult<SingleNodePage>(new { View = view })
            : (IResult)new RazorComponentResult<NotFoundPage>(new { Name = name }) { StatusCode = StatusCodes.Status404NotFound });
        app.MapRead("/fremde", (ForeignQuery query) => new RazorComponentResult<ForeignPage>(new { View = query.Ask() }));
        app.MapRead("/vorfaelle", (IncidentQuery query) => new RazorComponentResult<IncidentPage>(new { View = query.Ask() }));
        app.MapRead("/gateway.css", new EmbeddedFile("gateway.css", "text/css; charset=utf-8").Result);
        app.MapRead("/icon.svg", new EmbeddedFile("icon.svg", "image/svg+xml").Result);
        app.MapRead("/api/readings/latest", (LatestReadings latest) => Results.Bytes(latest.Json(), "application/json; charset=utf-8"));
        app.MapAggregates();
        return app;
    }

    /// <summary>Maps what is only read: GET, and HEAD, by which a link checker or a watch asks whether it is there.</summary>
    internal static void MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
}
