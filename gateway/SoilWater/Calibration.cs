namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// How the raw values of one probe become its quantity, from an instant on. Never changed once written: a better one is a
/// new version, and since values are always derived from raw, history follows it at once.
/// </summary>
internal sealed record Calibration
{
    /// <summary>The probe (<c>ProbeDescription.ProbeId</c>).</summary>
    public required int ProbeId { get; init; }

    /// <summary>Number of the version of this probe, from 1, rising; 0 = not a stored calibration.</summary>
    public int Version { get; init; }

    /// <summary>First instant that it holds for; a later one of the same probe takes over from its own.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>
    /// Points by rising raw value. None: back to the default curve of the probe kind. Two: two-point. More: multi-point.
    /// </summary>
    public IReadOnlyList<CalibrationPoint> Points { get; init; } = [];

    /// <summary>Temperature compensation of this probe; null = that of the probe kind.</summary>
    public TemperatureCompensation? Compensation { get; init; }

    /// <summary>Who, how, in which soil; free text.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was entered (gateway clock).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken back (gateway clock): it holds for nothing any more and stays in the history. Null while it was not.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }

    /// <summary>Who took it back and why; empty while it was not.</summary>
    public string TakenBackNote { get; init; } = "";
}
