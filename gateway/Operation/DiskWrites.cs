using System.Globalization;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>What the process made the disk write: what an SD card wears by.</summary>
internal static class DiskWrites
{
    private const string Field = "write_bytes:";

    /// <summary>Bytes since the start, in whole pages, log files included; null where the system does not tell.</summary>
    public static long? Bytes => Read("/proc/self/io");

    /// <summary>Reads the counter of a file in the form of proc(5), "/proc/pid/io".</summary>
    /// <returns>Null if there is no such file, it may not be read, or it has no such line.</returns>
    public static long? Read(string path)
    {
        try
        {
            var line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is not null && long.TryParse(line[Field.Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
