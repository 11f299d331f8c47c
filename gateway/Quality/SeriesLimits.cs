using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// How fast and how long a quantity may do what it does, for the tests over time. Amounts are in the unit of the quantity;
/// for soil tension, which spans four decades, in pF.
/// </summary>
/// <param name="RisePerStep">Most that it can rise between two readings up to an hour apart.</param>
/// <param name="FallPerStep">Most that it can fall between two readings up to an hour apart.</param>
/// <param name="Spike">From this distance to both neighbours a single value is a spike.</param>
/// <param name="StuckAfter">Without any change for so long it is stuck.</param>
internal sealed record SeriesLimits(double RisePerStep, double FallPerStep, double Spike, TimeSpan StuckAfter)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly SeriesLimits Moisture = new(40, 10, 5, TimeSpan.FromHours(24));
    private static readonly SeriesLimits RoundedMoisture = Moisture with { StuckAfter = Week };
    private static readonly SeriesLimits SoilTemperature = new(6, 6, 3, Week);
    private static readonly SeriesLimits Tension = new(1.2, 2.5, 0.5, Week);
    private static readonly SeriesLimits AirTemperature = new(12, 15, 8, TimeSpan.FromHours(12));
    private static readonly SeriesLimits AirHumidity = new(60, 60, 40, TimeSpan.FromHours(24));

    /// <summary>
    /// Limits of a reading; null where there is no test. Water enters soil in minutes (rain, watering) but leaves it by
    /// drainage and roots, so moisture may rise far more than fall; in 19,864 recorded hours of 13 probes in
    /// a watered park (<c>ParkTraceTests</c>) the fastest rise was 7.3, the fastest fall 3.1, the largest peak there and back below 4 and the longest rest
    /// 4 hours, so none of these limits marks any of them. A dielectric probe on an ADC always has noise; a sensor of another maker
    /// sends rounded values (0.1 to 1 %), which slow drying in winter leaves equal for days; a thermometer of 1/16 °C at 90 cm rests as long
    /// around the coldest and the warmest day of the year.
    /// </summary>
    public static SeriesLimits? Of(Reading reading) =>
        reading is { Quantity: Quantity.SoilMoisture, Kind: ProbeDescription.ForeignKind } ? RoundedMoisture : Of(reading.Quantity);

    /// <summary>Limits of a quantity as the probes of a node measure it; null where there is no test.</summary>
    public static SeriesLimits? Of(Quantity quantity) => quantity switch
    {
        Quantity.SoilMoisture => Moisture,
        Quantity.SoilTemperature => SoilTemperature,
        Quantity.SoilTension => Tension,
        Quantity.AirTemperature => AirTemperature,
        Quantity.AirHumidity => AirHumidity,
        _ => null,
    };

    /// <summary>The longest <see cref="StuckAfter"/> of all.</summary>
    public static TimeSpan LongestStuckAfter => Week;

    /// <summary>The measure that the limits are in.</summary>
    public static double Measure(Quantity quantity, double value) =>
        quantity == Quantity.SoilTension ? SoilTension.ToPf(value) ?? 0 : value;

    /// <summary>
    /// Values that may rest as long as they like: water and ice hold soil at 0 °C for weeks, fog holds air at saturation,
    /// and a tension probe in wet soil stays at the end of its range.
    /// </summary>
    public static bool MayRest(Quantity quantity, double value) => quantity switch
    {
        Quantity.SoilTemperature => Math.Abs(value) <= 0.5,
        Quantity.AirHumidity => value >= 99,
        Quantity.SoilTension => value >= -10,
        _ => false,
    };
}
