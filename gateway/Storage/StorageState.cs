namespace Jena.SensorNode.Gateway.Storage;

/// <summary>How the writer fares, for health and page.</summary>
/// <param name="IsFailing">True while writes do not reach the disk.</param>
/// <param name="Error">What the last failure said; null when all is well.</param>
/// <param name="FailingSinceTimestamp">When the failures began, of the machine's timestamps: its clock may be set meanwhile.</param>
internal sealed record StorageState(bool IsFailing, string? Error, long? FailingSinceTimestamp)
{
    /// <summary>All is well.</summary>
    public static StorageState Well { get; } = new(false, null, null);
}
