using System.Net;
using Jena.SensorNode.Gateway.Operation.Health;
using Jena.SensorNode.Gateway.Operation.Restores;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Registers what keeps the service running and seen.</summary>
internal static class OperationRegistration
{
    private const int RequestBufferBytes = 64 * 1024;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds listening, ports file, health, metrics, traces and the systemd service.</summary>
    public static IServiceCollection AddOperation(this IServiceCollection services)
    {
        services.AddSettings<WebOptions>("Gateway:Web");
        services.AddSingleton<UnknownSettings>();
        services.AddHostedService<SettingsNotice>();
        services.AddSingleton<GatewayPorts>();
        services.AddSingleton(provider => new WebConnections(provider.GetRequiredService<WebOptions>().MaximumConnections));
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider =>
            new ConfigureOptions<KestrelServerOptions>(kestrel => Listen(kestrel, provider.GetRequiredService<WebOptions>(), provider.GetRequiredService<WebConnections>())));
        services.AddHostedService<PortsFile>();
        services.AddMigrations(DatabaseLife.Migrations);
        services.AddSingleton(provider => new LifeMark(provider.GetRequiredService<StorageOptions>().DataDirectory));
        services.AddSingleton<ReachKeeper>();
        services.AddHostedService<RestoreRecognition>();
        services.AddHostedService(provider => provider.GetRequiredService<ReachKeeper>());
        services.AddHealth();
        services.AddLogForm();
        SystemdService.From(Environment.GetEnvironmentVariable).AddTo(services);
        services.AddHostedService<Watchdog>();
        services.AddSingleton<GatewayMetrics>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("jena-gateway", serviceVersion: typeof(OperationRegistration).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => Export(metrics.AddMeter(GatewayMetrics.Name).AddRuntimeInstrumentation().AddPrometheusExporter()));
        // Metrics can be asked for, traces can only be sent: without a collector each would be made for nobody.
        if (HasCollector)
            telemetry.WithTracing(traces => traces.AddSource(GatewayMetrics.Name).AddOtlpExporter());
        return services;
    }

    /// <summary>Maps <c>/health</c> and <c>/metrics</c> (Prometheus).</summary>
    public static void MapOperation(this WebApplication app)
    {
        // Made once everything runs: instruments are there for the first question, and a command that only looks makes no database.
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<GatewayMetrics>());
        app.MapHealth();
        app.MapPrometheusScrapingEndpoint();
    }

    private static bool HasCollector => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };

    private static void Export(MeterProviderBuilder metrics)
    {
        if (HasCollector)
            metrics.AddOtlpExporter();
    }

    private static void Listen(KestrelServerOptions kestrel, WebOptions web, WebConnections connections)
    {
        kestrel.AddServerHeader = false;

        // What a connection may hold back without being served, or without taking its answer: a megabyte by default.
        kestrel.Limits.MaxRequestBufferSize = RequestBufferBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        void Bound(ListenOptions listen) => listen.Use(connections.Around);
        if (web.Address.Length > 0)
            kestrel.Listen(IPAddress.Parse(web.Address), web.Port, Bound);
        else
            kestrel.ListenAnyIP(web.Port, Bound);
    }
}
