namespace Jena.SensorNode.Gateway.Timing;

/// <summary>What one arrival proves: when the node's clock showed a value, true time was in [Low, High].</summary>
/// <param name="NodeSeconds">The node's clock at the sending of the frame.</param>
/// <param name="Low">Earliest, Unix ms; <see cref="long.MinValue"/> where the way of the frame is unknown.</param>
/// <param name="High">Latest, Unix ms: no frame arrives before it was sent.</param>
internal readonly record struct Anchor(long NodeSeconds, long Low, long High)
{
    /// <summary>True if the way of the frame was bounded.</summary>
    public bool HasLow => Low != long.MinValue;
}
