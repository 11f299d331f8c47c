using System.Text;
using Jena.SensorNode.Emulator.Files;
using Jena.SensorNode.Emulator.Flash;

namespace System.IO;

/// <summary>Files on the internal flash. No replacing move; deleting what is not there is no error.</summary>
public static class File
{
    public static bool Exists(string path) => FlashPath.Call(flash => flash.Length(FlashPath.Name(path)) is not null);

    public static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

    public static FileStream Create(string path, int bufferSize) => Create(path);

    public static FileStream Open(string path, FileMode mode) => new(path, mode);

    public static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, mode, access);

    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => new(path, mode, access);

    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read);

    public static FileStream OpenWrite(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Write);

    public static byte[] ReadAllBytes(string path)
    {
        using var stream = OpenRead(path);
        var content = new byte[stream.Length];
        stream.Read(content, 0, content.Length);
        return content;
    }

    public static string ReadAllText(string path) => Encoding.UTF8.GetString(ReadAllBytes(path));

    public static void WriteAllBytes(string path, byte[] bytes)
    {
        using var stream = Create(path);
        stream.Write(bytes, 0, bytes.Length);
    }

    public static void WriteAllText(string path, string contents) => WriteAllBytes(path, Encoding.UTF8.GetBytes(contents));

    public static void AppendAllText(string path, string contents)
    {
        using var stream = new FileStream(path, FileMode.Append);
        var bytes = Encoding.UTF8.GetBytes(contents);
        stream.Write(bytes, 0, bytes.Length);
    }

    public static void Delete(string path) => FlashPath.Call(flash =>
    {
        if (flash.Length(FlashPath.Name(path)) is not null)
        {
            flash.Delete(FlashPath.Name(path));
        }
    });

    public static void Move(string sourceFileName, string destFileName) => FlashPath.Call(flash =>
    {
        if (flash.Length(FlashPath.Name(destFileName)) is not null)
        {
            throw new IOException("the destination exists");
        }

        if (flash.Length(FlashPath.Name(sourceFileName)) is null)
        {
            throw new FlashException("no such file: " + sourceFileName);
        }

        flash.Rename(FlashPath.Name(sourceFileName), FlashPath.Name(destFileName));
    });

    public static void Copy(string sourceFileName, string destFileName) => Copy(sourceFileName, destFileName, false);

    public static void Copy(string sourceFileName, string destFileName, bool overwrite)
    {
        if (!overwrite && Exists(destFileName))
        {
            throw new IOException("the destination exists");
        }

        WriteAllBytes(destFileName, ReadAllBytes(sourceFileName));
    }
}
