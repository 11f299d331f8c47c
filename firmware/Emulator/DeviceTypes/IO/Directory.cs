using System.Linq;
using Jena.SensorNode.Emulator.Files;

namespace System.IO;

/// <summary>Directories of the internal flash. In a subdirectory the firmware forgets the separator in the names it lists.</summary>
public static class Directory
{
    public static bool Exists(string path) => FlashPath.Call(flash =>
        FlashPath.Name(path).Length == 0 || flash.DirectoryNames.Contains(FlashPath.Name(path)));

    public static DirectoryInfo CreateDirectory(string path)
    {
        FlashPath.Call(flash => flash.MakeDirectory(FlashPath.Name(path)));
        return new DirectoryInfo(path);
    }

    public static void Delete(string path) => FlashPath.Call(flash => flash.DeleteDirectory(FlashPath.Name(path)));

    public static string[] GetFiles(string path) => FlashPath.Call(flash =>
    {
        var folder = FlashPath.Name(path);
        var prefix = folder.Length == 0 ? "" : folder + "\\";
        var listed = folder.Length == 0 ? FlashPath.Root : FlashPath.Root + folder;
        return flash.FileNames
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name[prefix.Length..].Contains('\\', StringComparison.Ordinal))
            .Select(name => listed + name[prefix.Length..]).ToArray();
    });
}

/// <summary>A directory.</summary>
public sealed class DirectoryInfo(string path)
{
    public string FullName { get; } = path;

    public bool Exists => Directory.Exists(FullName);
}

/// <summary>A file.</summary>
public sealed class FileInfo(string fileName)
{
    public string FullName { get; } = fileName;

    public string Name => FullName[(FullName.LastIndexOf('\\') + 1)..];

    public bool Exists => File.Exists(FullName);

    public long Length => FlashPath.Call(flash => flash.Length(FlashPath.Name(FullName))) ?? throw new IOException("no such file: " + FullName);

    public FileStream Create() => File.Create(FullName);

    public void Delete() => File.Delete(FullName);
}
