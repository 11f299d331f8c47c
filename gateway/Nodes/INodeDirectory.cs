namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Keys of a node, as the ingest needs them.</summary>
/// <param name="DeviceId">Number of the device.</param>
/// <param name="NodeId">The node's id on the wire.</param>
/// <param name="Key">The key in force, 32 bytes.</param>
/// <param name="PreviousKey">The key before a rotation, while it is still good; else null.</param>
/// <param name="IsRetired">True: nothing is taken from this node any more.</param>
/// <param name="RegisteredUnixMilliseconds">When its first key was made: no sample is older; 0 = unknown.</param>
public sealed record NodeKeys(int DeviceId, uint NodeId, byte[] Key, byte[]? PreviousKey, bool IsRetired, long RegisteredUnixMilliseconds = 0);

/// <summary>
/// Everything registered, from memory: answers never touch the disk and never block. A change by this process is
/// visible when its write returns; a change by another process (a command) within about a second.
/// </summary>
public interface INodeDirectory
{
    /// <summary>Keys of a node; null if it is not registered.</summary>
    NodeKeys? Find(uint nodeId);

    /// <summary>A device as it is now; null if unknown.</summary>
    DeviceDescription? Describe(int deviceId);

    /// <summary>
    /// A device as it was at an instant. With a layout id the probes of that layout are given even where the dates
    /// disagree: the frame's layout id proves which wiring took the sample, the date only which probe hung on it.
    /// </summary>
    DeviceDescription? DescribeAt(int deviceId, DateTimeOffset instant, int? layoutId = null);

    /// <summary>A foreign device by its EUI (case and separators do not matter); null if unknown.</summary>
    DeviceDescription? FindForeign(string eui);

    /// <summary>All devices, retired ones too, as they are now, by name.</summary>
    IReadOnlyList<DeviceDescription> All();

    /// <summary>Raised after the content changed, never under a lock.</summary>
    event Action? Changed;
}
