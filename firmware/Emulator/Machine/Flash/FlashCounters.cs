namespace Jena.SensorNode.Emulator.Flash;

/// <summary>What the flash went through since it was made.</summary>
public sealed class FlashCounters
{
    /// <summary>Bytes programmed, metadata included.</summary>
    public long BytesProgrammed { get; set; }

    /// <summary>4 KB blocks erased.</summary>
    public long BlocksErased { get; set; }

    /// <summary>Commits: each makes one file's new content (or a name's change) durable at once.</summary>
    public long Commits { get; set; }

    /// <summary>Times the whole file system was made anew because it could not be mounted.</summary>
    public int Reformats { get; set; }
}
