using System.Text;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>The file beside the database that names its last run.</summary>
internal sealed class LifeMark(string dataDirectory)
{
    private const int LongestMark = 64;

    /// <summary>Where it is.</summary>
    public string FilePath { get; } = Path.Combine(dataDirectory, "gateway.run");

    /// <summary>The run that it names; null where there is no file.</summary>
    public string? Read()
    {
        if (!File.Exists(FilePath))
            return null;
        var text = File.ReadAllText(FilePath).Trim();
        return text.Length <= LongestMark ? text : text[..LongestMark];
    }

    /// <summary>Names a run; the file changes whole or not at all, also when power goes.</summary>
    public void Write(string run)
    {
        var partial = FilePath + ".part";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.ASCII.GetBytes(run));
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, FilePath, overwrite: true);
    }
}
