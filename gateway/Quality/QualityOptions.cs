namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Section <c>Gateway:Quality</c>: limits of the tests that depend on how the network is run.</summary>
internal sealed class QualityOptions : ISettings
{
    /// <summary>
    /// Below this many mV the readings of a device are marked whose battery nobody told; a node provisioned for a battery is
    /// marked where it begins to send an eighth as often (FRAME.md 5.2, tag 5).
    /// </summary>
    public int BatteryLowMillivolts { get; set; } = 3300;

    /// <summary>
    /// Below this many mV the readings of a sensor of another maker are marked. Theirs run down to 2.1 V (Dragino LSE01: 2.1 to 3.6 V; Decentlab: two
    /// alkaline cells, 3.0 V when new), so the limit of a node would call them low for all of their life.
    /// </summary>
    public int ForeignBatteryLowMillivolts { get; set; } = 2400;

    /// <summary>Readings whose time is uncertain by more than this many seconds are marked.</summary>
    public int ClockUncertainSeconds { get; set; } = 300;

    /// <summary>At and below this soil temperature in °C water counts as ice.</summary>
    public double FrozenBelowCelsius { get; set; }

    /// <summary>From this many volts on a capacitive probe looks dry as only air is (dry air: 2.83 to 3.24 V, by board).</summary>
    public double InAirVolts { get; set; } = 3.0;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (BatteryLowMillivolts is < 0 or > 5095)
            yield return new(nameof(BatteryLowMillivolts), $"must be 0 to 5095 mV, is {BatteryLowMillivolts}");
        if (ForeignBatteryLowMillivolts is < 0 or > 60_000)
            yield return new(nameof(ForeignBatteryLowMillivolts), $"must be 0 to 60000 mV, is {ForeignBatteryLowMillivolts}");
        if (ClockUncertainSeconds is < 1 or > 86_400)
            yield return new(nameof(ClockUncertainSeconds), $"must be 1 to 86400 s, is {ClockUncertainSeconds}");
        if (FrozenBelowCelsius is not (>= -10 and <= 5))
            yield return new(nameof(FrozenBelowCelsius), $"must be -10 to 5 °C, is {FrozenBelowCelsius}");
        if (InAirVolts is not (> 0 and <= 5))
            yield return new(nameof(InAirVolts), $"must be above 0 and at most 5 V, is {InAirVolts}");
    }
}
