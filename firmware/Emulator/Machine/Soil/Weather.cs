namespace Jena.SensorNode.Emulator.Soil;

/// <summary>
/// Seeded weather of a city in Thuringia, made hour by hour: yearly and daily temperature wave with passing fronts, rain in showers. Not a
/// forecast: it exercises nodes with plausible swings, frost included.
/// </summary>
public sealed class Weather
{
    /// <summary>Mean of the year, °C.</summary>
    public const double MeanCelsius = 9.9;

    /// <summary>Half the swing of the year, K.</summary>
    public const double YearAmplitude = 9.5;

    /// <summary>Half the swing of the day, K.</summary>
    public const double DayAmplitude = 4.5;

    private readonly Random random;
    private readonly List<double> frontKelvin = [];
    private readonly List<double> rainMillimeters = [];
    private readonly Lock gate = new();
    private readonly DateTimeOffset start;

    /// <summary>Weather from a time on.</summary>
    public Weather(DateTimeOffset start, int seed)
    {
        this.start = start;
        random = new Random(seed);
    }

    /// <summary>Air temperature, °C.</summary>
    public double AirCelsius(DateTimeOffset time) =>
        MeanCelsius + (YearAmplitude * YearWave(time, 0)) + (DayAmplitude * DayWave(time, 0)) + Hourly(frontKelvin, time);

    /// <summary>Slow swing of passing fronts, K.</summary>
    public double FrontKelvin(DateTimeOffset time) => Hourly(frontKelvin, time);

    /// <summary>Rain of the hour, mm.</summary>
    public double RainMillimeters(DateTimeOffset time) => Hourly(rainMillimeters, time);

    /// <summary>Relative humidity, %: high when cool, after rain, at night.</summary>
    public double HumidityPercent(DateTimeOffset time) =>
        Math.Clamp(78 - (12 * DayWave(time, 0)) - (6 * YearWave(time, 0)) + (RainMillimeters(time) > 0 ? 12 : 0), 15, 100);

    /// <summary>Wave of the year, warmest on 22 July, delayed by a phase in radians.</summary>
    public static double YearWave(DateTimeOffset time, double phase) =>
        Math.Cos((2 * Math.PI * (time.DayOfYear - 203 + (time.TimeOfDay.TotalDays)) / 365.25) - phase);

    /// <summary>Wave of the day, warmest at 13 UTC, delayed by a phase in radians.</summary>
    public static double DayWave(DateTimeOffset time, double phase) =>
        Math.Cos((2 * Math.PI * (time.TimeOfDay.TotalHours - 13) / 24) - phase);

    private double Hourly(List<double> series, DateTimeOffset time)
    {
        var hour = Math.Max(0, (int)(time - start).TotalHours);
        lock (gate)
        {
            while (series.Count <= hour || frontKelvin.Count <= hour)
            {
                AddHour();
            }

            return series[hour];
        }
    }

    private void AddHour()
    {
        var last = frontKelvin.Count > 0 ? frontKelvin[^1] : 0;
        frontKelvin.Add((0.985 * last) + (0.55 * ((random.NextDouble() * 2) - 1)));
        var isRaining = rainMillimeters.Count > 0 && rainMillimeters[^1] > 0;
        var rains = random.NextDouble() < (isRaining ? 0.6 : 0.02);
        rainMillimeters.Add(rains ? -1.3 * Math.Log(1 - random.NextDouble()) : 0);
    }
}
