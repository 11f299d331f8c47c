namespace Jena.SensorNode.Gateway.Timing;

/// <summary>When the gateway believes the clock of its machine.</summary>
internal enum ClockPolicy
{
    /// <summary>Ask the system's time synchronisation where there is one; else believe a plausible clock.</summary>
    Auto,

    /// <summary>Believe it from the start (a machine with a good clock of its own, an emulated one).</summary>
    Always,

    /// <summary>Believe it only once the system says that it is synchronised.</summary>
    Synchronised,
}

/// <summary>Section <c>Gateway:Timing</c>.</summary>
internal sealed class TimingOptions : ISettings
{
    /// <summary>When to believe the machine's clock.</summary>
    public ClockPolicy Clock { get; set; } = ClockPolicy.Auto;

    /// <summary>A step of the machine's clock above this is a jump, which the gateway does not follow at once; ms.</summary>
    public int JumpMilliseconds { get; set; } = 2000;

    /// <summary>How long a jumped clock must stay where it is, and synchronised, before the gateway follows it; seconds.</summary>
    public int JumpSettlesSeconds { get; set; } = 900;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (!Enum.IsDefined(Clock))
            yield return new(nameof(Clock), "must be Auto, Always or Synchronised");
        if (JumpMilliseconds is < 100 or > 3_600_000)
            yield return new(nameof(JumpMilliseconds), $"must be 100 to 3600000, is {JumpMilliseconds}");
        if (JumpSettlesSeconds is < 1 or > 86_400)
            yield return new(nameof(JumpSettlesSeconds), $"must be 1 to 86400, is {JumpSettlesSeconds}");
    }
}
