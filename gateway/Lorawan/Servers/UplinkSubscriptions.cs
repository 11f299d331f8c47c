using Jena.SensorNode.Gateway.Lorawan.Ingest;

namespace Jena.SensorNode.Gateway.Lorawan.Servers;

/// <summary>Runs a subscriber for each network server of the settings.</summary>
internal sealed class UplinkSubscriptions(LorawanOptions options, UplinkIngest ingest, TimeProvider time, ILogger<UplinkSubscriptions> log) : LastingService(log)
{
    /// <summary>The subscribers, in the order of the settings.</summary>
    public IReadOnlyList<UplinkSubscriber> Subscribers { get; } = [.. options.Servers.Select(server => new UplinkSubscriber(server, ingest, time, log))];

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [.. Subscribers.Select(subscriber => (Func<CancellationToken, Task>)subscriber.RunAsync)];
}
