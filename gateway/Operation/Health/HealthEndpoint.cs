using System.Text.Json;
using System.Text.Json.Serialization;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary><c>/health</c>: 200 while the gateway does its work (ok, degraded), 503 when it does not (failed); reasons as JSON.</summary>
internal static class HealthEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Maps it; HEAD too, by which many a watch asks.</summary>
    public static void MapHealth(this WebApplication app) => app.MapMethods("/health", [HttpMethods.Get, HttpMethods.Head], (IServiceProvider services) =>
    {
        var findings = services.GetRequiredService<HealthModel>().Findings();
        var status = HealthModel.Worst(findings);
        return Results.Json(Report(services, status, findings), Json, statusCode: status == HealthStatus.Failed ? 503 : 200);
    });

    private static object Report(IServiceProvider services, HealthStatus status, IReadOnlyList<HealthFinding> findings)
    {
        var clock = services.GetRequiredService<GatewayClock>();
        var counters = services.GetRequiredService<FrameIngest>().Counters;
        var writer = services.GetRequiredService<DatabaseWriter>();
        return new
        {
            Status = status,
            Findings = findings,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(clock.Now().UnixMilliseconds),
            ClockIsSet = clock.Now().IsTrusted,
            UptimeSeconds = (long)clock.Uptime.TotalSeconds,
            Samples = services.GetRequiredService<IReadingStore>().LastSequence,
            Frames = new
            {
                Received = counters.Frames,
                Accepted = counters.Of(IngestOutcome.Accepted),
                Duplicate = counters.Of(IngestOutcome.Duplicate),
                RefusedUnknownNode = counters.Of(IngestOutcome.UnknownNode),
                RefusedRetiredNode = counters.Of(IngestOutcome.RetiredNode),
                RefusedBadMac = counters.Of(IngestOutcome.BadMac),
                RefusedMalformed = counters.Of(IngestOutcome.Malformed),
                Unavailable = counters.Of(IngestOutcome.Unavailable),
            },
            Connections = services.GetRequiredService<BrokerService>().Connections,
            DatabaseBytes = services.GetRequiredService<Database>().SizeBytes,
            WritesWaiting = writer.QueueLength,
            Sinks = services.GetRequiredService<ForwardingService>().States,
        };
    }
}
