namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>What a calibration must be like to be taken. Messages are for the person who entered it.</summary>
internal static class CalibrationRules
{
    /// <summary>Most points of one calibration.</summary>
    public const int MaximumPoints = 64;

    // Counts of the probes have 12 or 16 bits; far beyond, a curve could not be computed any more.
    private const double LargestRaw = 1_000_000;
    private const double LargestRawPerDegree = 100;

    /// <summary>Finds the first thing wrong; null when the calibration is good.</summary>
    public static string? Problem(Calibration calibration)
    {
        var points = calibration.Points;
        if (points.Count == 1)
            return "Ein einzelner Punkt ist keine Kalibrierung: mindestens zwei angeben, oder keinen für die Standardkurve.";
        if (points.Count > MaximumPoints)
            return $"Höchstens {MaximumPoints} Punkte, es sind {points.Count}.";
        if (points.Any(point => !double.IsFinite(point.Raw) || !double.IsFinite(point.Value)))
            return "Jeder Punkt braucht zwei Zahlen: Rohwert und Bezugswert.";
        foreach (var point in points.Where(point => Math.Abs(point.Raw) > LargestRaw))
            return $"Rohwert {point.Raw} gibt keine Sonde aus: Rohwerte liegen unter {LargestRaw:F0}.";
        foreach (var point in points.Where(point => point.Value is < 0 or > 100))
            return $"Bezugswert {point.Value} ist kein Wassergehalt: 0 bis 100 % des Bodenvolumens angeben.";
        if (OfCompensation(calibration.Compensation) is { } wrong)
            return wrong;

        var ordered = points.OrderBy(point => point.Raw).ToList();
        var pairs = ordered.Zip(ordered.Skip(1)).ToList();
        foreach (var (left, right) in pairs.Where(pair => pair.First.Raw == pair.Second.Raw))
            return $"Rohwert {left.Raw} steht zweimal da ({left.Value} und {right.Value}): den Mittelwert nehmen.";
        var falling = pairs.Count(pair => pair.Second.Value < pair.First.Value);
        if (falling > 0 && falling < pairs.Count(pair => pair.Second.Value != pair.First.Value))
            return "Die Punkte steigen und fallen: eine Kalibrierung muss in einer Richtung verlaufen. Messung des abweichenden Punkts wiederholen.";
        return points.Count > 1 && pairs.TrueForAll(pair => pair.First.Value == pair.Second.Value)
            ? "Alle Punkte haben denselben Bezugswert: trocken und nass messen."
            : null;
    }

    // The same limits as in the settings of the kinds of probe (SoilWaterOptions).
    private static string? OfCompensation(TemperatureCompensation? compensation) => compensation switch
    {
        null => null,
        var given when !double.IsFinite(given.RawPerDegree) || !double.IsFinite(given.ReferenceCelsius) => "Temperaturkoeffizient und Bezugstemperatur müssen Zahlen sein.",
        var given when Math.Abs(given.RawPerDegree) > LargestRawPerDegree => $"Temperaturkoeffizient {given.RawPerDegree} je °C ist zu groß: höchstens ±{LargestRawPerDegree:F0}.",
        { ReferenceCelsius: < -20 or > 60 } given => $"Bezugstemperatur {given.ReferenceCelsius} °C ist keine des Bodens: -20 bis 60 °C.",
        _ => null,
    };
}
