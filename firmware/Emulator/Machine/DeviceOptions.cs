using Jena.SensorNode.Emulator.Power;

namespace Jena.SensorNode.Emulator;

/// <summary>What kind of device, and how imperfect.</summary>
public sealed record DeviceOptions
{
    /// <summary>Seeds everything random of this device; the same seed gives the same run where no real network takes part.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Speed of the clock in deep sleep, parts per million; 50,000 is 5 % fast.</summary>
    public double SleepClockPartsPerMillion { get; init; }

    /// <summary>Speed of the clock while awake (crystal), parts per million.</summary>
    public double AwakeClockPartsPerMillion { get; init; } = 10;

    /// <summary>Change of the sleeping clock's speed with temperature, parts per million and kelvin away from 20 °C.</summary>
    public double SleepClockPartsPerMillionPerKelvin { get; init; }

    /// <summary>Temperature of module and battery by time, °C.</summary>
    public Func<DateTimeOffset, double> ModuleCelsius { get; init; } = _ => 20;

    /// <summary>Gain of this chip's converter (1: as the curve says).</summary>
    public double AdcGain { get; init; } = 1;

    /// <summary>Standard deviation of one conversion, counts, radio off.</summary>
    public double AdcNoiseCounts { get; init; } = 6;

    /// <summary>Factor on the noise while the radio is on.</summary>
    public double AdcNoiseFactorWithRadio { get; init; } = 3;

    /// <summary>What the ledger goes by.</summary>
    public EnergyAssumptions Energy { get; init; } = new();

    /// <summary>The battery put in.</summary>
    public BatteryModel Battery { get; init; } = BatteryModel.TwoAaLithium;

    /// <summary>State of charge at the start, 0 to 1.</summary>
    public double BatteryChargeShare { get; init; } = 1;

    /// <summary>True: the battery never runs down (its voltage still sags).</summary>
    public bool HasEndlessBattery { get; init; }

    /// <summary>Real time that virtual time waits for a reply of the real network.</summary>
    public TimeSpan RealReplyLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Real time without any call into the device after which a wake counts as stuck.</summary>
    public TimeSpan RealStallLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>True: an instrumented program's heap is metered, which costs real time.</summary>
    public bool MetersHeap { get; init; }

    /// <summary>Managed heap of the module, bytes: order of 90 to 110 KB on a WROOM.</summary>
    public int HeapBytes { get; init; } = 96 * 1024;
}
