namespace Jena.SensorNode.Emulator.Soil;

/// <summary>
/// A column of soil under a tree: ten layers of 10 cm as buckets. Rain and watering enter at the top, what exceeds field capacity seeps down,
/// roots take water by season and temperature. Its temperature follows the waves of day and year, damped and delayed with depth.
/// </summary>
/// <param name="weather">What falls on it.</param>
/// <param name="start">Where the first hour lies.</param>
/// <param name="fieldCapacityPercent">Water content that the soil holds against gravity; 27 % for loamy sand Sl3 (KA5).</param>
/// <param name="wiltingPointPercent">Water content below which roots get none; 9 % for Sl3.</param>
public sealed class SoilModel(Weather weather, DateTimeOffset start, double fieldCapacityPercent = 27, double wiltingPointPercent = 9)
{
    private const int Layers = 10;
    private const double MillimetersPerPercent = 1; // 1 % of a layer of 100 mm
    private const double DayDampingCentimeters = 11.7; // sqrt(2·5e-7 m²/s / ω)
    private const double YearDampingCentimeters = 224;
    private readonly List<double[]> hours = [];
    private readonly SortedDictionary<long, double> wateringsMillimeters = [];
    private readonly Lock gate = new();

    /// <summary>The weather it lives under.</summary>
    public Weather Weather { get; } = weather;

    /// <summary>A tank wagon's visit: litres on a square metre (mm) in one hour. Must lie in the future of what was asked so far.</summary>
    public void Water(DateTimeOffset time, double millimeters)
    {
        lock (gate)
        {
            wateringsMillimeters[Hour(time)] = millimeters;
        }
    }

    /// <summary>Volumetric water content at a depth, %, interpolated between hours.</summary>
    public double WaterPercent(DateTimeOffset time, double depthCentimeters)
    {
        var hour = Hour(time);
        var layer = Math.Clamp((int)(depthCentimeters / 10), 0, Layers - 1);
        lock (gate)
        {
            while (hours.Count <= hour + 1)
            {
                AddHour();
            }

            var share = Math.Clamp((time - start).TotalHours - hour, 0, 1);
            return double.Lerp(hours[(int)hour][layer], hours[(int)hour + 1][layer], share);
        }
    }

    /// <summary>Soil temperature at a depth, °C.</summary>
    public double Celsius(DateTimeOffset time, double depthCentimeters)
    {
        var day = depthCentimeters / DayDampingCentimeters;
        var year = depthCentimeters / YearDampingCentimeters;
        return Weather.MeanCelsius
            + (Weather.YearAmplitude * Math.Exp(-year) * Weather.YearWave(time, year))
            + (Weather.DayAmplitude * Math.Exp(-day) * Weather.DayWave(time, day))
            + (Weather.FrontKelvin(time) * Math.Exp(-depthCentimeters / 35));
    }

    private long Hour(DateTimeOffset time) => Math.Max(0, (long)Math.Floor((time - start).TotalHours));

    private void AddHour()
    {
        if (hours.Count == 0)
        {
            hours.Add(Enumerable.Repeat(fieldCapacityPercent * 0.85, Layers).ToArray());
            return;
        }

        var time = start.AddHours(hours.Count - 1);
        var water = (double[])hours[^1].Clone();
        var entering = Weather.RainMillimeters(time) + wateringsMillimeters.GetValueOrDefault(hours.Count - 1);
        for (var layer = 0; layer < Layers; layer++)
        {
            water[layer] += entering / MillimetersPerPercent;
            var excess = Math.Max(0, water[layer] - fieldCapacityPercent);
            var seeping = Math.Max(excess * 0.25, water[layer] - (fieldCapacityPercent + 12));
            entering = Math.Max(0, seeping) * MillimetersPerPercent;
            water[layer] -= Math.Max(0, seeping);
        }

        TakeUp(water, time);
        hours.Add(water);
    }

    private void TakeUp(double[] water, DateTimeOffset time)
    {
        var demand = 0.16 * Math.Clamp((Weather.AirCelsius(time) - 4) / 16, 0, 1.6) * Math.Max(0, 0.3 + Weather.DayWave(time, 0));
        for (var layer = 0; layer < Layers; layer++)
        {
            var available = Math.Clamp((water[layer] - wiltingPointPercent) / (fieldCapacityPercent - wiltingPointPercent), 0, 1);
            water[layer] -= demand * available * Math.Exp(-layer / 4.0) / 2.5 / MillimetersPerPercent;
        }
    }
}
