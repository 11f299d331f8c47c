using Jena.SensorNode.Emulator.Pins;

namespace Jena.SensorNode.Emulator.Probes;

/// <summary>
/// An analog capacitive probe of the SEN0193 family at 3.3 V. Its output falls in a straight line from <see cref="DryVolts"/> at 0 % water by
/// <see cref="VoltsPerPercent"/>: inside the spread of measured boards (dry 2.83 to 3.24 V, wet 1.86 to 2.25 V).
/// </summary>
/// <param name="waterPercent">Volumetric water content around the probe, %, by time.</param>
/// <param name="soilCelsius">Temperature of the soil; below 0 °C the water counts as ice. Null: never frozen.</param>
public sealed class CapacitiveProbe(Func<DateTimeOffset, double> waterPercent, Func<DateTimeOffset, double>? soilCelsius = null) : IAnalogSource
{
    /// <summary>Output in dry soil, V.</summary>
    public const double DryVolts = 2.70;

    /// <summary>Fall for each per cent of water, V.</summary>
    public const double VoltsPerPercent = 0.020;

    /// <summary>Output in air, V.</summary>
    public const double AirVolts = 2.95;

    /// <summary>Share of the water that still counts when frozen (permittivity of ice 3.2, of water 80; some stays liquid).</summary>
    public const double FrozenShare = 0.2;

    private static readonly TimeSpan settling = TimeSpan.FromMilliseconds(5);

    private DateTimeOffset finalAt = DateTimeOffset.MinValue;
    private double finalVolts;

    /// <summary>Faults by time.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>ADC counts, not rounded, that an ideal chip shows for a water content: the calibration curve of this probe.</summary>
    public static double ExpectedCounts(double waterPercent) => AdcCurve.Counts(DryVolts - (VoltsPerPercent * waterPercent));

    /// <summary>The water content for ADC counts of an ideal chip, %.</summary>
    public static double WaterPercent(double counts) => (DryVolts - AdcCurve.Volts(counts)) / VoltsPerPercent;

    /// <inheritdoc/>
    public double Volts(DeviceRun run)
    {
        var time = run.TrueTime;
        var powered = run.Device.Wiring.ProbesPoweredFor(run);
        if (powered is null)
        {
            return 0.02;
        }

        // Soil does not change within a burst of conversions; asking it for each of them is what a year would spend its time on.
        if (time - finalAt > TimeSpan.FromSeconds(1) || time < finalAt)
        {
            finalAt = time;
            finalVolts = DryVolts - (VoltsPerPercent * LiquidPercent(time));
        }

        var final = Faults.At(time) switch
        {
            ProbeFault.Shorted => 0.0,
            ProbeFault.Open => 3.3,
            ProbeFault.Stuck => 1.80,
            ProbeFault.OutOfRange => 0.35,
            ProbeFault.InAir => AirVolts,
            ProbeFault.Missing or ProbeFault.BitErrors => 0.2 + (2.9 * run.Device.Random.NextDouble()),
            _ => finalVolts,
        };
        return final * (1 - Math.Exp(-powered.Value / settling));
    }

    /// <inheritdoc/>
    public double NoiseFactor(DeviceRun run) => Faults.At(run.TrueTime) == ProbeFault.Stuck ? 0 : 1;

    private double LiquidPercent(DateTimeOffset time)
    {
        var water = waterPercent(time);
        return soilCelsius is not null && soilCelsius(time) < 0 ? water * FrozenShare : water;
    }
}
