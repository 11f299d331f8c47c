using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Runs a forwarder for each sink of the settings.</summary>
internal sealed class ForwardingService : LastingService, ILogFollower
{
    private readonly List<Forwarder> _forwarders;

    /// <summary>Makes the forwarders.</summary>
    public ForwardingService(
        ForwardingOptions options, IReadingStore store, Outbox outbox, SampleTranslator translator, GatewayClock clock, TimeProvider time, ILogger<ForwardingService> log) : base(log) =>
        _forwarders = [.. options.Sinks.Select(sink => new Forwarder(sink, new MqttSink(sink), store, outbox, translator, clock, time, log))];

    /// <summary>How the sinks fare, in the order of the settings.</summary>
    public IReadOnlyList<SinkState> States => [.. _forwarders.Select(forwarder => forwarder.State)];

    /// <inheritdoc/>
    public long Cursor => _forwarders.Count == 0 ? long.MaxValue : _forwarders.Min(forwarder => forwarder.Cursor);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var forwarder in _forwarders)
            await forwarder.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops =>
        [.. _forwarders.Select(forwarder => (Func<CancellationToken, Task>)(stopping => Task.Run(() => forwarder.RunAsync(stopping), stopping)))];
}
