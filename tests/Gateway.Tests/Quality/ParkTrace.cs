using System.Globalization;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Quality;

/// <summary>
/// The recorded hourly water contents of 13 probes in an irrigated park, 15 November 2022 to 17 January 2023 (CC BY 4.0, O. Obst, SIMPaCT), from beside the
/// checkout: what flags say about real soil.
/// </summary>
internal static class ParkTrace
{
    /// <summary>Percent by hour of each probe, NaN where nothing was recorded; skips the test where the trace is missing.</summary>
    public static IReadOnlyDictionary<string, double[]> Read()
    {
        var lines = File.ReadAllLines(Path());
        var names = lines[0].Split(',').Skip(2).ToArray();
        var rows = lines.Skip(1).Select(line => line.Split(',').Skip(2).Select(Number).ToArray()).ToList();
        return names.Select((name, column) => (name, Values: rows.Select(row => row[column]).ToArray())).ToDictionary(entry => entry.name, entry => entry.Values);
    }

    /// <summary>Flags of a series of water contents, hour by hour, without those of calibration.</summary>
    public static QualityFlags[] Judge(IReadOnlyList<double> percents) =>
        [.. SeriesJudge.Judge([.. percents.Select(Reading)]).Select(reading => reading.Reading.Flags)];

    private static TimedReading Reading(double percent, int hour)
    {
        var isThere = double.IsFinite(percent);
        var flags = isThere && !PlausibleRange.Of(Quantity.SoilMoisture).Holds(percent) ? QualityFlags.Range : QualityFlags.None;
        return new(hour * 3_600_000L, new(
            0, ChannelKind.SoilMoistureAdc, Quantity.SoilMoisture, 30, isThere ? percent : null, "%", isThere ? ChannelFault.None : ChannelFault.Missing, flags, 0));
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static string Path()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var trace = System.IO.Path.Combine(folder.FullName, "..", "shared", "data", "park", "soil_moisture_hourly.csv");
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Jena.SensorNode.sln")) && File.Exists(trace))
                return trace;
        }

        Assert.Skip("../shared/data/park/soil_moisture_hourly.csv is not beside the checkout.");
        return "";
    }
}
