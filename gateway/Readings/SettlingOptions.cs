namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Section <c>Gateway:Readings</c>: how long samples are kept, and when they settle.</summary>
internal sealed class SettlingOptions : ISettings
{
    /// <summary>Samples settle from the log into day segments when the log is longer than this.</summary>
    public int LogSamples { get; set; } = 50_000;

    /// <summary>And at least so often, in minutes.</summary>
    public int SettleMinutes { get; set; } = 360;

    /// <summary>Largest size of the database in MB; above it the oldest days are thinned, then dropped. 0 = no bound.</summary>
    public int MaximumDatabaseMegabytes { get; set; } = 4096;

    /// <summary>The last so many days that hold samples are not thinned or dropped while an older one could go; whatever the clock shows.</summary>
    public int AlwaysKeepDays { get; set; } = 30;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (LogSamples is < 100 or > 10_000_000)
            yield return new(nameof(LogSamples), $"must be 100 to 10000000, is {LogSamples}");
        if (SettleMinutes is < 1 or > 10_080)
            yield return new(nameof(SettleMinutes), $"must be 1 to 10080, is {SettleMinutes}");
        if (MaximumDatabaseMegabytes is not 0 and (< 16 or > 1_000_000))
            yield return new(nameof(MaximumDatabaseMegabytes), $"must be 16 to 1000000, or 0 for no bound, is {MaximumDatabaseMegabytes}");
        if (AlwaysKeepDays is < 1 or > 36_500)
            yield return new(nameof(AlwaysKeepDays), $"must be 1 to 36500, is {AlwaysKeepDays}");
    }
}
