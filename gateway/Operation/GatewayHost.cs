using Jena.SensorNode.Gateway.Aggregates;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Lorawan;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web;
using Microsoft.Extensions.Configuration.Json;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Puts the gateway together.</summary>
internal static class GatewayHost
{
    /// <summary>Environment variable that names the settings file of an installation.</summary>
    public const string SettingsFileVariable = "JENA_GATEWAY_SETTINGS";

    /// <summary>Where the Debian package keeps it.</summary>
    public const string InstalledSettingsFile = "/etc/jena-gateway/appsettings.json";

    /// <summary>Builds the service without starting it.</summary>
    /// <param name="args">Arguments of the form <c>--Gateway:Broker:Port=1883</c>.</param>
    /// <param name="configure">Replaces services, e.g. <see cref="TimeProvider"/>, after all were added.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null) =>
        CreateServices(args, configure).UseGateway();

    /// <summary>Settings and services only, for commands: nothing is opened before it is asked for.</summary>
    /// <param name="args">As for <see cref="Create"/>.</param>
    /// <param name="configure">As for <see cref="Create"/>.</param>
    public static WebApplication CreateServices(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        AddInstallationSettings(builder.Configuration);
        builder.AddGateway();
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The installation's own file goes above the one beside the program, and below environment and arguments.</summary>
    private static void AddInstallationSettings(ConfigurationManager configuration)
    {
        var named = Environment.GetEnvironmentVariable(SettingsFileVariable);
        var source = new JsonConfigurationSource { Path = named ?? InstalledSettingsFile, Optional = named is null };
        source.ResolveFileProvider();
        var last = configuration.Sources.ToList().FindLastIndex(other => other is JsonConfigurationSource);
        configuration.Sources.Insert(last + 1, source);
    }

    /// <summary>Adds every part; the order does not matter.</summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStorage();
        builder.Services.AddReadings();
        builder.Services.AddNodes();
        builder.Services.AddSoilWater();
        builder.Services.AddQuality();
        builder.Services.AddAggregates();
        builder.Services.AddLorawan();
        builder.Services.AddTiming();
        builder.Services.AddIngest();
        builder.Services.AddForwarding();
        builder.Services.AddBroker();
        builder.Services.AddOperation();
        builder.Services.AddWeb();
        return builder;
    }

    /// <summary>Maps what answers over HTTP.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.MapOperation();
        app.MapWeb();
        app.MapUplinks();
        return app;
    }
}
