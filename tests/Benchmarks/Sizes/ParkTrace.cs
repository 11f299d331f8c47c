namespace Jena.SensorNode.Benchmarks.Sizes;

/// <summary>
/// Samples as a node would take them from the recorded soil moisture of the park (hourly, 13 probes, volume %): counts of a
/// capacitive probe on a 12-bit ADC, and soil temperatures from a model, since the trace has none.
/// </summary>
internal sealed class ParkTrace
{
    /// <summary>Depths that three probes of the trace stand for.</summary>
    internal static readonly double[] DepthsMeters = [0.1, 0.3, 0.6];

    // A SEN0193-like probe: about 2900 counts in dry soil, 32 counts less for each percent of water.
    private const double DryCounts = 2900;
    private const double CountsPerPercent = 32;

    private const double DailyDampingMeters = 0.12;
    private const double DayHours = 24;
    private const double WeatherHours = 5 * DayHours;

    private const int NoiseSeed = 7;

    private readonly double[][] _percent;

    private ParkTrace(double[][] percent) => _percent = percent;

    /// <summary>Probes in the trace.</summary>
    internal int Probes => _percent[0].Length;

    internal int Hours => _percent.Length;

    /// <summary>The trace beside the checkout, or null where it is not there.</summary>
    internal static string? FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "..", "shared", "data", "park", "soil_moisture_hourly.csv");
            if (File.Exists(Path.Combine(folder.FullName, "Jena.SensorNode.sln")))
                return File.Exists(file) ? Path.GetFullPath(file) : null;
        }

        return null;
    }

    internal static ParkTrace Read(string file) => new(
        [.. File.ReadLines(file).Skip(1).Select(line => line.Split(',').Skip(2).Select(double.Parse).ToArray())]);

    /// <summary>The whole trace as samples: the moisture of these probes, then, if wanted, the temperature at each depth.</summary>
    internal List<int[]> Samples(int[] probes, bool temperatures, int intervalMinutes)
    {
        var samples = new List<int[]>();
        var noise = new Random(NoiseSeed);
        for (var minute = 0; minute <= (Hours - 1) * 60; minute += intervalMinutes)
        {
            var hour = minute / 60.0;
            var moistures = probes.Select(probe => Counts(probe, hour, noise));
            samples.Add([.. moistures, .. temperatures ? DepthsMeters.Select(depth => Sixteenths(depth, hour, noise)) : []]);
        }

        return samples;
    }

    // Averaging many readings leaves a noise of about one count.
    private int Counts(int probe, double hour, Random noise)
    {
        var before = (int)hour;
        var after = Math.Min(before + 1, Hours - 1);
        var percent = _percent[before][probe] + ((_percent[after][probe] - _percent[before][probe]) * (hour - before));
        return (int)Math.Round(DryCounts - (CountsPerPercent * percent)) + noise.Next(-1, 2);
    }

    // A daily wave of 4 K and weather of 3 K over five days, each damped and delayed with depth (damping grows with the
    // root of the period), in the sixteenths of a DS18B20 with less than half a step of noise.
    private static int Sixteenths(double depthMeters, double hour, Random noise)
    {
        var celsius = 6
            + Wave(4, DayHours, DailyDampingMeters, depthMeters, hour)
            + Wave(3, WeatherHours, DailyDampingMeters * Math.Sqrt(WeatherHours / DayHours), depthMeters, hour);
        return (int)Math.Round((celsius * 16) + ((noise.NextDouble() - 0.5) * 0.8));
    }

    private static double Wave(double kelvin, double periodHours, double dampingMeters, double depthMeters, double hour)
        => kelvin * Math.Exp(-depthMeters / dampingMeters) * Math.Sin((2 * Math.PI * hour / periodHours) - (depthMeters / dampingMeters));
}
