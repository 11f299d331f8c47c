namespace Jena.SensorNode.Emulator.Flash;

/// <summary>
/// The device's littlefs partition: copy-on-write in 4 KB blocks, a file's new content durable at once when it is closed and not before,
/// the root directory's metadata in a pair of blocks. Power cuts can be planned at any programmed byte. Names are case-sensitive.
/// </summary>
/// <param name="blockCount">Blocks of <see cref="BlockBytes"/>; 64 for the 256 KB partition of a 4 MB module.</param>
public sealed class FlashFileSystem(int blockCount = FlashFileSystem.DefaultBlockCount)
{
    /// <summary>Erase unit.</summary>
    public const int BlockBytes = 4096;

    /// <summary>256 KB.</summary>
    public const int DefaultBlockCount = 64;

    /// <summary>
    /// Blocks that hold no file content: superblock and root pair, the pair's spare for compaction, and the look-ahead littlefs needs free to
    /// relocate: 10 blocks, so that about 40 KB of the partition are not for files.
    /// </summary>
    public const int ReservedBlocks = 10;

    /// <summary>A commit of metadata: tag, name, CTZ pointer, CRC, rounded to the program size.</summary>
    public const int CommitBytes = 64;

    /// <summary>Commits until the metadata pair is full and is compacted into a fresh block (4096 / 64).</summary>
    public const int CommitsPerErase = BlockBytes / CommitBytes;

    /// <summary>Content up to this size lies in the metadata itself.</summary>
    public const int InlineBytes = 64;

    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);
    private int pendingBlocks;

    /// <summary>Wear.</summary>
    public FlashCounters Counters { get; } = new();

    /// <summary>Bytes still to be programmed before the power is cut (0: at the next one); null for no planned cut.</summary>
    public long? CutAfterBytes { get; set; }

    /// <summary>True: the next mount fails, so the device formats the partition; programs, settings and credentials vanish together.</summary>
    public bool IsCorrupt { get; set; }

    /// <summary>Blocks that files may still take.</summary>
    public int FreeBlocks => blockCount - ReservedBlocks - pendingBlocks - files.Values.Sum(content => Blocks(content.Length));

    /// <summary>Names of all files, in the order of their creation.</summary>
    public IReadOnlyCollection<string> FileNames => files.Keys;

    /// <summary>Names of all directories.</summary>
    public IReadOnlyCollection<string> DirectoryNames => directories;

    /// <summary>Called with bytes programmed and blocks erased, for time and energy.</summary>
    internal Action<int, int> OnProgram { get; set; } = (_, _) => { };

    /// <summary>Called when a planned cut is reached.</summary>
    internal Action OnCut { get; set; } = () => { };

    /// <summary>The durable content of a file, null where there is none. A copy.</summary>
    public byte[]? Read(string name) => files.TryGetValue(name, out var content) ? (byte[])content.Clone() : null;

    /// <summary>Length of a file's durable content, null where there is none.</summary>
    public int? Length(string name) => files.TryGetValue(name, out var content) ? content.Length : null;

    /// <summary>Puts a file there from outside (deployment by cable, a test): costs nothing and cannot be cut.</summary>
    public void Deploy(string name, byte[] content) => files[name] = (byte[])content.Clone();

    /// <summary>Takes a file away from outside.</summary>
    public void Remove(string name) => files.Remove(name);

    /// <summary>The boot's mount: a corrupt partition is formatted. True when that happened.</summary>
    internal bool Mount()
    {
        pendingBlocks = 0;
        if (!IsCorrupt)
        {
            return false;
        }

        files.Clear();
        directories.Clear();
        IsCorrupt = false;
        Counters.Reformats++;
        return true;
    }

    internal FlashFile Open(string name, bool canWrite, bool startsEmpty) => new(this, name, canWrite, startsEmpty);

    /// <summary>Makes a file's new content durable: programs the blocks from the first changed one on, then commits.</summary>
    internal void Commit(string name, byte[] content, int firstChangedByte)
    {
        var sharedBlocks = content.Length <= InlineBytes ? 0 : Math.Min(firstChangedByte, content.Length) / BlockBytes;
        var newBlocks = Blocks(content.Length) - (Blocks(content.Length) == 0 ? 0 : sharedBlocks);
        var programmed = content.Length <= InlineBytes ? content.Length : content.Length - (sharedBlocks * BlockBytes);
        Program(programmed, newBlocks);
        ProgramCommit();
        files[name] = content;
    }

    internal void Delete(string name)
    {
        ProgramCommit();
        files.Remove(name);
    }

    internal void Rename(string from, string to)
    {
        ProgramCommit();
        files[to] = files[from];
        files.Remove(from);
    }

    internal void MakeDirectory(string name)
    {
        ProgramCommit();
        directories.Add(name);
    }

    internal void DeleteDirectory(string name)
    {
        ProgramCommit();
        directories.Remove(name);
    }

    /// <summary>Claims blocks for content not yet committed; the old content keeps its own until the commit.</summary>
    internal void Claim(int blocks)
    {
        if (blocks > 0 && FreeBlocks < blocks)
        {
            throw new FlashException("no space left on the file system");
        }

        pendingBlocks += blocks;
    }

    internal static int Blocks(int length) => length <= InlineBytes ? 0 : (length + BlockBytes - 1) / BlockBytes;

    private void ProgramCommit()
    {
        Counters.Commits++;
        Program(CommitBytes, Counters.Commits % CommitsPerErase == 0 ? 1 : 0);
    }

    private void Program(int bytes, int erasedBlocks)
    {
        if (CutAfterBytes is { } left && left < bytes)
        {
            Counters.BytesProgrammed += left;
            CutAfterBytes = null;
            OnCut();
        }

        CutAfterBytes -= bytes;
        Counters.BytesProgrammed += bytes;
        Counters.BlocksErased += erasedBlocks;
        OnProgram(bytes, erasedBlocks);
    }
}
