namespace Jena.SensorNode.Emulator.Flash;

/// <summary>An open file. What is written shows to this handle at once and to everyone else, and after a power cut, only once it is closed.</summary>
public sealed class FlashFile
{
    private readonly FlashFileSystem flash;
    private readonly bool canWrite;
    private byte[] content;
    private int length;
    private int claimed;
    private int firstChanged = int.MaxValue;
    private bool isOpen = true;

    internal FlashFile(FlashFileSystem flash, string name, bool canWrite, bool startsEmpty)
    {
        this.flash = flash;
        this.canWrite = canWrite;
        Name = name;
        var durable = flash.Read(name);
        content = startsEmpty || durable is null ? [] : durable;
        length = content.Length;
        if (startsEmpty || durable is null)
        {
            firstChanged = 0;
        }
    }

    /// <summary>The file's name in the root.</summary>
    public string Name { get; }

    /// <summary>Length as this handle sees it.</summary>
    public int Length => length;

    /// <summary>Read and write position.</summary>
    public int Position { get; set; }

    /// <summary>Reads up to <paramref name="count"/> bytes; 0 at the end.</summary>
    public int Read(byte[] buffer, int offset, int count)
    {
        Check(isOpen, "the file is closed");
        var read = Math.Max(0, Math.Min(count, length - Position));
        Array.Copy(content, Position, buffer, offset, read);
        Position += read;
        return read;
    }

    /// <summary>Writes at the position, growing the file.</summary>
    public void Write(byte[] buffer, int offset, int count)
    {
        Check(isOpen && canWrite, "the file is not open for writing");
        Resize(Math.Max(length, Position + count), Position);
        Array.Copy(buffer, offset, content, Position, count);
        Position += count;
    }

    /// <summary>Cuts or extends (with zeros) the file.</summary>
    public void SetLength(int value)
    {
        Check(isOpen && canWrite, "the file is not open for writing");
        Resize(value, Math.Min(value, length));
        Position = Math.Min(Position, value);
    }

    /// <summary>Closes the file and makes what was written durable.</summary>
    public void Close()
    {
        if (!isOpen)
        {
            return;
        }

        isOpen = false;
        flash.Claim(-claimed);
        if (canWrite && firstChanged != int.MaxValue)
        {
            flash.Commit(Name, content[..length], firstChanged);
        }
    }

    private void Resize(int newLength, int changedFrom)
    {
        firstChanged = Math.Min(firstChanged, changedFrom);
        var needed = FlashFileSystem.Blocks(newLength) - (Math.Min(firstChanged, newLength) / FlashFileSystem.BlockBytes);
        flash.Claim(Math.Max(needed, 0) - claimed);
        claimed = Math.Max(needed, 0);
        if (newLength > content.Length)
        {
            Array.Resize(ref content, Math.Max(newLength, content.Length * 2));
        }

        if (newLength > length)
        {
            Array.Clear(content, length, newLength - length);
        }

        length = newLength;
    }

    private static void Check(bool condition, string message)
    {
        if (!condition)
        {
            throw new FlashException(message);
        }
    }
}
