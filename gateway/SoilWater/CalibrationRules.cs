namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>What a calibration must be like to be taken. Messages are for the person who entered it.</summary>
internal static class CalibrationRules
{
    /// <summary>Most points of one calibration.</summary>
    public const int MaximumPoints = 64;

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
        if (calibration.Compensation is { } compensation && (!double.IsFinite(compensation.RawPerDegree) || !double.IsFinite(compensation.ReferenceCelsius)))
            return "Temperaturkoeffizient und Bezugstemperatur müssen Zahlen sein.";

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
}
