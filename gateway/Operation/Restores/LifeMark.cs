using System.Buffers;
using System.Text;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>
/// Two files beside the database: <c>gateway.run</c> names its last run, <c>gateway.reach</c> how far that run was. Apart,
/// because the program before this one knows the first alone. Each changes whole or not at all, also when power goes.
/// </summary>
internal sealed class LifeMark(string dataDirectory)
{
    private const int Longest = 128;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Where the run is named.</summary>
    public string FilePath { get; } = Path.Combine(dataDirectory, "gateway.run");

    /// <summary>Where it is told how far the run was.</summary>
    public string ReachPath { get; } = Path.Combine(dataDirectory, "gateway.reach");

    /// <summary>The run that it names; null where it is lost or damaged.</summary>
    public string? Read() => Read(FilePath) is { Length: 32 } run && !run.AsSpan().ContainsAnyExcept(HexDigits) ? run : null;

    /// <summary>How far the database was when it was last noted; null where that is lost or damaged.</summary>
    public Reach? ReadReach() => Read(ReachPath) is { } text ? Reach.Parse(text) : null;

    /// <summary>Names a run.</summary>
    public void Write(string run) => Write(FilePath, run);

    /// <summary>Notes how far the database is; never further than what is on disk.</summary>
    public void Write(Reach reach) => Write(ReachPath, reach.ToString());

    private static string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.ASCII);
            var start = new char[Longest];
            return new string(start, 0, reader.ReadBlock(start)).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Write(string path, string text)
    {
        var partial = path + ".part";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
