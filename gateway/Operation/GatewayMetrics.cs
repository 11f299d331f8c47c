using System.Diagnostics.Metrics;
using System.Text.Json;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>The gateway's numbers for OpenTelemetry, as METRICS.md lists them. Read when asked for, so that they cost nothing in between.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>Name of meter and traces.</summary>
    public const string Name = "Jena.SensorNode.Gateway";

    private readonly Meter _meter = new(Name);

    /// <summary>Registers the instruments.</summary>
    public GatewayMetrics(
        FrameIngest ingest, IReadingStore store, DatabaseWriter writer, Database database, BrokerService broker, ForwardingService forwarding, IncidentBook incidents, GatewayClock clock)
    {
        _meter.CreateObservableCounter("jena.frames", () => Outcomes(ingest), "{frame}", "Frames by what became of them");
        _meter.CreateObservableCounter("jena.samples", () => ingest.Counters.Samples, "{sample}", "New samples stored");
        _meter.CreateObservableCounter("jena.commits", () => writer.Commits, "{commit}", "Commits to disk");
        _meter.CreateObservableCounter("jena.checkpoints", () => writer.Checkpoints, "{checkpoint}", "Times that the write-ahead log was copied into the database");
        _meter.CreateObservableCounter("jena.disk.written", Written, "By", "Bytes that the disk was made to write, where the system tells");
        _meter.CreateObservableCounter("jena.incidents", () => Incidents(incidents), "{incident}", "Incidents by kind, since the database began");
        _meter.CreateObservableGauge("jena.writes.waiting", () => writer.QueueLength, "{write}", "Writes waiting for the disk");
        _meter.CreateObservableGauge("jena.storage.failing", () => writer.State.IsFailing ? 1 : 0, description: "1 while nothing can be stored");
        _meter.CreateObservableGauge("jena.database.size", () => database.SizeBytes, "By", "Database and its log on disk");
        _meter.CreateObservableGauge("jena.sequence", () => store.LastSequence, "{sample}", "Sequence of the last sample");
        _meter.CreateObservableGauge("jena.connections", () => broker.Connections, "{connection}", "Connected nodes");
        _meter.CreateObservableGauge("jena.clock.set", () => clock.Now().IsTrusted ? 1 : 0, description: "1 while the clock is set");
        _meter.CreateObservableGauge("jena.sink.lag", () => Sinks(forwarding, sink => sink.Lag), "{sample}", "Samples that a sink does not have yet");
        _meter.CreateObservableGauge("jena.sink.failing", () => Sinks(forwarding, sink => sink.LastError is null ? 0 : 1), description: "1 while a sink takes nothing");
        _meter.CreateObservableCounter("jena.sink.delivered", () => Sinks(forwarding, sink => sink.Delivered), "{sample}", "Samples that a sink took");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Outcomes(FrameIngest ingest) => Enum.GetValues<IngestOutcome>()
        .Select(outcome => new Measurement<long>(ingest.Counters.Of(outcome), new KeyValuePair<string, object?>("outcome", Word(outcome))));

    private static IEnumerable<Measurement<long>> Written() => DiskWrites.Bytes is { } bytes ? [new Measurement<long>(bytes)] : [];

    private static IEnumerable<Measurement<long>> Incidents(IncidentBook incidents) => Enum.GetValues<IncidentKind>()
        .Select(kind => new Measurement<long>(incidents.Total(kind), new KeyValuePair<string, object?>("kind", Word(kind))));

    // Values of attributes are written as names are. All are known beforehand: what strangers send makes no new series.
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static IEnumerable<Measurement<long>> Sinks(ForwardingService forwarding, Func<SinkState, long> value) =>
        forwarding.States.Select(sink => new Measurement<long>(value(sink), new KeyValuePair<string, object?>("sink", sink.Name)));
}
