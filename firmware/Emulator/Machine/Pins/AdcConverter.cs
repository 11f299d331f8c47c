using Jena.SensorNode.Emulator.Radio;

namespace Jena.SensorNode.Emulator.Pins;

/// <summary>One conversion: curve, gain of the chip, noise (more with the radio on).</summary>
public static class AdcConverter
{
    /// <summary>Channels that exist, by number: 0 to 7 are ADC1, 10 to 19 are ADC2; 8 and 9 are not available.</summary>
    public static bool Exists(int channel) => channel is (>= 0 and <= 7) or (>= 10 and <= 19);

    /// <summary>Reads raw counts; null where the converter is not available (ADC2 while the radio is on).</summary>
    public static int? Read(DeviceRun run, int channel)
    {
        if (!Exists(channel) || (channel >= 10 && run.Radio.State != RadioState.Off))
        {
            return null;
        }

        var options = run.Device.Options;
        var source = run.Device.Wiring.Analog.GetValueOrDefault(channel);
        var volts = source?.Volts(run) ?? Floating(run);
        var noise = options.AdcNoiseCounts * (source?.NoiseFactor(run) ?? 1) * (run.Radio.State == RadioState.Off ? 1 : options.AdcNoiseFactorWithRadio);
        var counts = (AdcCurve.Counts(volts) * options.AdcGain) + (noise * Normal(run.Device.Random));
        return (int)Math.Clamp(Math.Round(counts), 0, AdcCurve.FullScale);
    }

    private static double Floating(DeviceRun run) => 0.3 + (1.5 * run.Device.Random.NextDouble());

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
