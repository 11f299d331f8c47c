namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>Keys of a node, and until when the previous one is good.</summary>
/// <param name="Keys">Both keys, the previous one even if its time is over.</param>
/// <param name="PreviousKeyUntil">End of the overlap; null where there is no previous key.</param>
/// <param name="HasGatewayAddress">Whether the address is known under which the node reaches this gateway.</param>
internal sealed record NodeRecord(NodeKeys Keys, DateTimeOffset? PreviousKeyUntil, bool HasGatewayAddress)
{
    private readonly NodeKeys _withoutPrevious = Keys with { PreviousKey = null };

    /// <summary>The keys that are good at an instant; allocates nothing.</summary>
    public NodeKeys GoodAt(DateTimeOffset instant) =>
        PreviousKeyUntil is { } until && instant < until ? Keys : _withoutPrevious;
}
