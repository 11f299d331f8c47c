namespace Jena.SensorNode.LoadRun.Machine;

/// <summary>What the kernel knows of a process (proc(5)).</summary>
internal sealed class ProcessFigures(int processId)
{
    private const double ClockTicksPerSecond = 100;

    /// <summary>Memory held now, in MB.</summary>
    public double ResidentMegabytes => Field("status", "VmRSS:") / 1024.0;

    /// <summary>Most memory ever held, in MB.</summary>
    public double PeakMegabytes => Field("status", "VmHWM:") / 1024.0;

    /// <summary>Bytes that the process made the disk write: dirty pages, whole ones, so no less than what it asked for.</summary>
    public long WrittenBytes => Field("io", "write_bytes:");

    /// <summary>Processor time used, user and system.</summary>
    public double ProcessorSeconds
    {
        get
        {
            // After the name in brackets, which may hold blanks: fields 14 and 15 of the line.
            var fields = Read("stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (long.Parse(fields[11]) + long.Parse(fields[12])) / ClockTicksPerSecond;
        }
    }

    private long Field(string file, string name)
    {
        var line = Read(file).Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal));
    }

    private string Read(string file) => File.ReadAllText($"/proc/{processId}/{file}");
}
