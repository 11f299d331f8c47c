namespace Jena.SensorNode.Emulator.Probes;

/// <summary>What is soldered to the module.</summary>
public sealed class Wiring
{
    /// <summary>GPIO that switches the probes' supply (high: on); null: they are always powered while the device is awake.</summary>
    public int? PowerPin { get; set; }

    /// <summary>Current of all probes together while powered, mA: three SEN0193 of 5 mA and three DS18B20 converting at 1 mA.</summary>
    public double ProbeMilliamperes { get; set; } = 18;

    /// <summary>By ADC channel.</summary>
    public Dictionary<int, IAnalogSource> Analog { get; } = [];

    /// <summary>The probes on the 1-Wire bus.</summary>
    public List<Ds18b20> OneWire { get; } = [];

    /// <summary>By bus (from 1) and 7-bit address.</summary>
    public Dictionary<(int Bus, int Address), II2cTarget> I2c { get; } = [];

    /// <summary>Levels of inputs by time, such as the service button (low: pressed).</summary>
    public Dictionary<int, Func<DateTimeOffset, bool>> InputLevels { get; } = [];

    /// <summary>How long the probes have had power; null: they have none.</summary>
    internal TimeSpan? ProbesPoweredFor(DeviceRun run)
    {
        if (PowerPin is not { } pin)
        {
            return TimeSpan.FromTicks(run.Scheduler.NowTicks - run.StartTicks);
        }

        return run.Gpio.IsHigh(pin) ? TimeSpan.FromTicks(run.Scheduler.NowTicks - run.ProbeSupplySinceTicks) : null;
    }

    internal void SupplyChanged(DeviceRun run, int pin, bool high)
    {
        if (pin == PowerPin && high)
        {
            run.ProbeSupplySinceTicks = run.Scheduler.NowTicks;
            PowerUp();
        }
    }

    internal void PowerUp()
    {
        OneWire.ForEach(probe => probe.PowerUp());
        foreach (var target in I2c.Values)
        {
            target.PowerUp();
        }
    }
}
