using System.Globalization;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>Points, compensation and days as people type them, with decimal point or comma.</summary>
internal static class CalibrationText
{
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>A point: <c>1500=45</c>, raw value and water content in %.</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static CalibrationPoint Point(string text) => text.Split('=') is [var left, var right] && Number(left) is { } raw && Number(right) is { } value
        ? new CalibrationPoint(raw, value)
        : throw new RegistryException($"„{Safe.Text(text)}“ ist kein Punkt: ROHWERT=VWC in %, z. B. 1500=45. / Not a point: RAW=VALUE.");

    /// <summary>A compensation: <c>2.5@20</c>, raw units per °C and the temperature of the calibration in °C.</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static TemperatureCompensation Compensation(string text) => text.Split('@') is [var left, var right] && Number(left) is { } raw && Number(right) is { } celsius
        ? new TemperatureCompensation(raw, celsius)
        : throw new RegistryException($"„{Safe.Text(text)}“ ist keine Temperaturkorrektur: ROHWERT_JE_°C@BEZUG_°C, z. B. 2,5@20. / Not a compensation: RAW_PER_K@REF_C.");

    /// <summary>A day: <c>2026-05-10</c>.</summary>
    /// <exception cref="RegistryException">It is none.</exception>
    public static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsUsual(day)
            ? day
            : throw new RegistryException($"„{Safe.Text(text)}“ ist kein Tag: JJJJ-MM-TT, 2000 bis 2199. / Not a day: YYYY-MM-DD.");

    /// <summary>Whether a day can be meant.</summary>
    public static bool IsUsual(DateOnly day) => day.Year is >= 2000 and < 2200;

    private static double? Number(string text) =>
        double.TryParse(text.Trim().Replace(',', '.'), PlainNumber, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
