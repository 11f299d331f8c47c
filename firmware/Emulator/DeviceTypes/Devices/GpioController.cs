using System.Collections.Generic;
using Jena.SensorNode.Emulator;

namespace System.Device.Gpio;

/// <summary>The pins. Opening an open one is an error; 34 to 39 are inputs without pulls.</summary>
public sealed class GpioController : IDisposable
{
    private readonly Dictionary<int, GpioPin> pins = [];

    public int PinCount => 40;

    public GpioPin OpenPin(int pinNumber)
    {
        DeviceRun.Current.Call();
        if (pinNumber is < 0 or > 39)
        {
            throw new ArgumentException($"no pin {pinNumber}");
        }

        if (!DeviceRun.Current.Gpio.TryOpen(pinNumber))
        {
            throw new InvalidOperationException($"pin {pinNumber} is open already");
        }

        return pins[pinNumber] = new GpioPin(pinNumber, () => pins.Remove(pinNumber));
    }

    public GpioPin OpenPin(int pinNumber, PinMode mode)
    {
        var pin = OpenPin(pinNumber);
        pin.SetPinMode(mode);
        return pin;
    }

    public void ClosePin(int pinNumber) => pins[pinNumber].Dispose();

    public bool IsPinOpen(int pinNumber) => DeviceRun.Current.Gpio.IsOpen(pinNumber);

    public bool IsPinModeSupported(int pinNumber, PinMode mode) => pinNumber < 34 || mode == PinMode.Input;

    public void SetPinMode(int pinNumber, PinMode mode) => pins[pinNumber].SetPinMode(mode);

    public PinMode GetPinMode(int pinNumber) => pins[pinNumber].GetPinMode();

    public PinValue Read(int pinNumber) => pins[pinNumber].Read();

    public void Write(int pinNumber, PinValue value) => pins[pinNumber].Write(value);

    public void Dispose()
    {
        foreach (var pin in new List<GpioPin>(pins.Values))
        {
            pin.Dispose();
        }
    }
}

/// <summary>One pin.</summary>
public sealed class GpioPin : IDisposable
{
    private readonly Action onClosed;
    private PinMode mode;
    private bool level;

    internal GpioPin(int pinNumber, Action onClosed)
    {
        PinNumber = pinNumber;
        this.onClosed = onClosed;
    }

    public int PinNumber { get; }

    private bool IsOutput => mode >= PinMode.Output;

    public PinMode GetPinMode() => mode;

    public bool IsPinModeSupported(PinMode pinMode) => PinNumber < 34 || pinMode == PinMode.Input;

    public void SetPinMode(PinMode value)
    {
        DeviceRun.Current.Call();
        if (!IsPinModeSupported(value))
        {
            throw new ArgumentException($"pin {PinNumber} cannot be {value}");
        }

        mode = value;
        if (IsOutput)
        {
            DeviceRun.Current.Gpio.Drive(PinNumber, level);
        }
    }

    public void Write(PinValue value)
    {
        DeviceRun.Current.Call();
        level = value == PinValue.High;
        if (IsOutput)
        {
            DeviceRun.Current.Gpio.Drive(PinNumber, level);
        }
    }

    public PinValue Read()
    {
        DeviceRun.Current.Call();
        return IsOutput ? level : DeviceRun.Current.Gpio.ReadInput(PinNumber, mode == PinMode.InputPullUp);
    }

    public void Toggle() => Write(!level);

    public void Dispose()
    {
        if (!DeviceRun.Current.Scheduler.HasEnded)
        {
            DeviceRun.Current.Gpio.Close(PinNumber);
            onClosed();
        }
    }
}

/// <summary>High or low.</summary>
public readonly struct PinValue : IEquatable<PinValue>
{
    private readonly byte value;

    private PinValue(byte value) => this.value = value;

    public static PinValue High => new(1);

    public static PinValue Low => new(0);

    public static implicit operator PinValue(int value) => value != 0 ? High : Low;

    public static implicit operator PinValue(bool value) => value ? High : Low;

    public static explicit operator byte(PinValue value) => value.value;

    public static explicit operator int(PinValue value) => value.value;

    public static explicit operator bool(PinValue value) => value.value != 0;

    public static bool operator ==(PinValue a, PinValue b) => a.value == b.value;

    public static bool operator !=(PinValue a, PinValue b) => a.value != b.value;

    public bool Equals(PinValue other) => this == other;

    public override bool Equals(object? obj) => obj is PinValue other && this == other;

    public override int GetHashCode() => value;

    public override string ToString() => value != 0 ? "High" : "Low";
}
