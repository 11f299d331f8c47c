namespace Jena.SensorNode.Emulator.Pins;

/// <summary>The pins of one wake. Levels are lost at its end: pads float in deep sleep.</summary>
public sealed class GpioBank
{
    private readonly Dictionary<int, bool> outputs = [];
    private readonly HashSet<int> open = [];
    private readonly Dictionary<int, int> functions = new()
    {
        [0x20100] = 18,
        [0x20101] = 19,
        [0x20200] = 25,
        [0x20201] = 26,
        [0x10100] = 23,
        [0x10101] = 25,
        [0x10102] = 19,
        [0x30100] = 1,
        [0x30101] = 3,
    };

    private readonly DeviceRun run;

    internal GpioBank(DeviceRun run) => this.run = run;

    /// <summary>Every change of an output: true time, pin, level.</summary>
    public IReadOnlyList<PinChange> Changes => changes;

    private readonly List<PinChange> changes = [];

    /// <summary>True while a program drives the pin high.</summary>
    public bool IsHigh(int pin) => outputs.TryGetValue(pin, out var high) && high;

    /// <summary>Opens a pin; false where it is open already.</summary>
    public bool TryOpen(int pin) => open.Add(pin);

    /// <summary>True where a pin is open.</summary>
    public bool IsOpen(int pin) => open.Contains(pin);

    /// <summary>Closes a pin: it floats.</summary>
    public void Close(int pin)
    {
        open.Remove(pin);
        Drive(pin, high: false);
        outputs.Remove(pin);
    }

    /// <summary>Drives an output.</summary>
    public void Drive(int pin, bool high)
    {
        if (IsHigh(pin) != high)
        {
            changes.Add(new PinChange(run.TrueTime, pin, high));
            outputs[pin] = high;
            run.Device.Wiring.SupplyChanged(run, pin, high);
        }
    }

    /// <summary>The level of an input: what is wired there, else its pull.</summary>
    public bool ReadInput(int pin, bool pulledUp) =>
        run.Device.Wiring.InputLevels.TryGetValue(pin, out var level) ? level(run.TrueTime) : pulledUp;

    /// <summary>Assigns a function (the device's number) to a pin; false where the chip refuses, as for every ADC function.</summary>
    public bool TryAssign(int pin, int function)
    {
        if (function >> 16 == 5 || pin is < 0 or > 39 || (pin >= 34 && (function & 0xFF) == 0))
        {
            return false;
        }

        functions[function] = pin;
        return true;
    }

    /// <summary>The pin of a function, -1 where none is assigned.</summary>
    public int PinOf(int function) => functions.GetValueOrDefault(function, -1);
}
