namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// What is doubtful about a reading. A flag never deletes or changes a value; who uses the value decides. The tests follow
/// the flags of the International Soil Moisture Network (Dorigo et al. 2013, Global Automated Quality Control of In Situ Soil Moisture Data, Vadose Zone
/// Journal 12(3)), as far as they need no other data: C01 and C02 are <see cref="Range"/>, D01 <see cref="FrozenSoil"/>, D06 <see cref="Spike"/>,
/// D07 and D08 <see cref="Step"/>, D09 and D10 <see cref="Stuck"/>. The network's relative limits (15 % of the value an hour) are made for hourly
/// values of grassland stations and take watering for a spike; here limits are absolute, in <see cref="SeriesLimits"/>.
/// </summary>
[Flags]
internal enum QualityFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Outside what the quantity can be in the field.</summary>
    Range = 1 << 0,

    /// <summary>Changed faster than the quantity can.</summary>
    Step = 1 << 1,

    /// <summary>A single value away from both its neighbours.</summary>
    Spike = 1 << 2,

    /// <summary>Has not moved for longer than noise allows.</summary>
    Stuck = 1 << 3,

    /// <summary>Soil at that depth is at or below 0 °C: ice hides water from the probe.</summary>
    FrozenSoil = 1 << 4,

    /// <summary>
    /// The probe looks as if it stood in air: pulled out, or a gap around it. Dry boards give 2.83 to 3.24 V in air, so that a probe without a
    /// calibration of its own cannot be told from one in very dry soil: there it is a question, and the reading counts.
    /// </summary>
    InAir = 1 << 5,

    /// <summary>Battery so low that the probe's supply may sag.</summary>
    BatteryLow = 1 << 6,

    /// <summary>The time of the reading is uncertain by more than the setting allows.</summary>
    ClockUncertain = 1 << 7,

    /// <summary>By the default curve of the kind of probe, not by a calibration of this one.</summary>
    Uncalibrated = 1 << 8,

    /// <summary>The probe reported a fault; there is no value.</summary>
    Fault = 1 << 9,

    /// <summary>The channel is not in the registry: kind or depth are not known.</summary>
    Unregistered = 1 << 10,

    /// <summary>
    /// The raw value lies outside the points of the probe's calibration: the curve goes on straight there, and how well is not known. The reading counts.
    /// </summary>
    Extrapolated = 1 << 11,

    /// <summary>Temperature compensation is set, but no usable soil temperature was measured near enough to apply it. The reading counts.</summary>
    Uncompensated = 1 << 12,
}
