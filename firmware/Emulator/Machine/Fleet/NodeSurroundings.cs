using Jena.SensorNode.Emulator.Soil;

namespace Jena.SensorNode.Emulator.Fleet;

/// <summary>What surrounds a node, by channel of its layout and time.</summary>
public sealed class NodeSurroundings
{
    /// <summary>Volumetric water content, %, for a channel's index and depth.</summary>
    public required Func<int, int, Func<DateTimeOffset, double>> WaterPercent { get; init; }

    /// <summary>Soil temperature, °C, for a channel's index and depth.</summary>
    public required Func<int, int, Func<DateTimeOffset, double>> SoilCelsius { get; init; }

    /// <summary>Air temperature, °C.</summary>
    public required Func<DateTimeOffset, double> AirCelsius { get; init; }

    /// <summary>Relative humidity, %.</summary>
    public required Func<DateTimeOffset, double> HumidityPercent { get; init; }

    /// <summary>Soil and weather from the model.</summary>
    public static NodeSurroundings From(SoilModel soil) => new()
    {
        WaterPercent = (_, depth) => time => soil.WaterPercent(time, depth),
        SoilCelsius = (_, depth) => time => soil.Celsius(time, depth),
        AirCelsius = soil.Weather.AirCelsius,
        HumidityPercent = soil.Weather.HumidityPercent,
    };

    /// <summary>
    /// Water from a recording, one column for each moisture channel in order (the last serves the rest), everything else from the model.
    /// </summary>
    public static NodeSurroundings From(RecordedTrace trace, IReadOnlyList<string> columns, SoilModel rest, bool asSteps = false)
    {
        var series = columns.Select(name => trace.Column(name, asSteps)).ToArray();
        return new NodeSurroundings
        {
            WaterPercent = (index, _) => series[Math.Min(index, series.Length - 1)],
            SoilCelsius = (_, depth) => time => Math.Max(0.1, rest.Celsius(time, depth)),
            AirCelsius = rest.Weather.AirCelsius,
            HumidityPercent = rest.Weather.HumidityPercent,
        };
    }
}
