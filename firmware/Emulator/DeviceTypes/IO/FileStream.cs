using Jena.SensorNode.Emulator.Files;
using Jena.SensorNode.Emulator.Flash;

namespace System.IO;

/// <summary>An open file on the internal flash: what is written is durable when it is closed, and not before.</summary>
public class FileStream : Stream
{
    private readonly FlashFile file;
    private readonly FileAccess access;
    private bool isClosed;

    public FileStream(string path, FileMode mode)
        : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access, FileShare share)
        : this(path, mode, access)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
        : this(path, mode, access)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access)
    {
        Name = path;
        this.access = access;
        file = FlashPath.Call(flash =>
        {
            var name = FlashPath.Name(path);
            var exists = flash.Length(name) is not null;
            if (!exists && mode is FileMode.Open or FileMode.Truncate)
            {
                throw new IOException("no such file: " + path);
            }

            if (exists && mode == FileMode.CreateNew)
            {
                throw new IOException("the file exists: " + path);
            }

            return flash.Open(name, access != FileAccess.Read, mode is FileMode.Create or FileMode.CreateNew or FileMode.Truncate);
        });
        if (mode == FileMode.Append)
        {
            file.Position = file.Length;
        }
    }

    public string Name { get; }

    public override bool CanRead => (access & FileAccess.Read) != 0;

    public override bool CanWrite => (access & FileAccess.Write) != 0;

    public override bool CanSeek => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = (int)value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Native(() => file.Read(buffer, offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Native(() =>
    {
        file.Write(buffer, offset, count);
        return 0;
    });

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => Native(() =>
    {
        file.SetLength((int)value);
        return 0;
    });

    protected override void Dispose(bool disposing)
    {
        if (!isClosed && disposing)
        {
            isClosed = true;
            FlashPath.Call(_ => file.Close());
        }
    }

    private static int Native(Func<int> action)
    {
        Jena.SensorNode.Emulator.DeviceRun.Current.Call();
        try
        {
            return action();
        }
        catch (FlashException e)
        {
            throw new Exception(e.Message);
        }
    }
}
