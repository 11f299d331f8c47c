namespace Jena.SensorNode.Emulator.Power;

/// <summary>A kind of battery: what it holds, how it sags and how it fades.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="CapacityMilliampereHours">Nominal, at 20 °C and a light load.</param>
/// <param name="UsableShare">Share of the capacity above the node's cut-off under pulses.</param>
/// <param name="SelfDischargePerYear">Share of the capacity lost a year at 20 °C.</param>
/// <param name="InternalOhms">Internal resistance when fresh, at 20 °C, buffer capacitor included.</param>
/// <param name="CapacityLossPerKelvin">Share of the capacity missing for each kelvin below 20 °C.</param>
/// <param name="OpenCircuitMillivolts">Open-circuit voltage at 100 %, 90 %, … 0 % of charge.</param>
/// <param name="Kind">What a node is provisioned with for it (<c>node provision --cell</c>).</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record BatteryModel(
    string Name,
    double CapacityMilliampereHours,
    double UsableShare,
    double SelfDischargePerYear,
    double InternalOhms,
    double CapacityLossPerKelvin,
    IReadOnlyList<int> OpenCircuitMillivolts,
    string Kind,
    string Source)
{
    /// <summary>Two AA lithium cells (Li-FeS2) in series.</summary>
    public static BatteryModel TwoAaLithium { get; } = new(
        "2×AA lithium (Li-FeS2)", 3000, 0.9, 0.01, 0.35, 0.002,
        [3640, 3440, 3300, 3200, 3120, 3080, 3040, 2980, 2900, 2760, 2000], "li-fes2", "Energizer L91 data sheet");

    /// <summary>One 18650 lithium-ion cell.</summary>
    public static BatteryModel LithiumIon18650 { get; } = new(
        "18650 Li-ion", 2600, 0.8, 0.24, 0.12, 0.006,
        [4200, 4060, 3980, 3920, 3870, 3820, 3790, 3770, 3740, 3680, 3000], "li-ion", "peers' reckoning: 2600 mAh × 0.8; 2 % self-discharge a month");

    /// <summary>One D cell, lithium thionyl chloride, with the capacitor its low pulse current needs.</summary>
    public static BatteryModel DCellThionylChloride { get; } = new(
        "D Li-SOCl2 + HLC", 19000, 0.8, 0.02, 0.5, 0.003,
        [3670, 3650, 3640, 3640, 3630, 3620, 3610, 3600, 3570, 3450, 2000], "li-socl2", "Saft LS 33600 / Tadiran TL-5930 data sheets, pulses derated");

    /// <summary>The batteries that the energy table names.</summary>
    public static IReadOnlyList<BatteryModel> Named { get; } = [TwoAaLithium, LithiumIon18650, DCellThionylChloride];

    /// <summary>Charge that is left where the terminal voltage under a load falls below a limit, 0 to 1.</summary>
    public double ChargeShareAt(int millivolts, double loadMilliamperes, double celsius)
    {
        var share = 1.0;
        while (share > 0 && new Battery(this, share).Millivolts(loadMilliamperes, celsius) >= millivolts)
        {
            share -= 0.001;
        }

        return Math.Max(share, 0);
    }

    /// <summary>Years until a share of the capacity is gone at a steady use, self-discharge included.</summary>
    public double YearsToSpend(double share, double milliampereHoursPerDay) =>
        CapacityMilliampereHours * share / ((milliampereHoursPerDay * 365.25) + (CapacityMilliampereHours * SelfDischargePerYear));

    /// <summary>Years until the usable charge is gone at a steady use, self-discharge included.</summary>
    public double LifeYears(double milliampereHoursPerDay) => YearsToSpend(UsableShare, milliampereHoursPerDay);
}
