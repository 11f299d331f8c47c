using System;
using System.Collections;
using Jena.SensorNode.Emulator;
using nanoFramework.Hardware.Esp32;

namespace nanoFramework.Device.OneWire;

/// <summary>The 1-Wire master on the third UART: both its pins must be set first, and there is only one.</summary>
public class OneWireHost : IDisposable
{
    private readonly DeviceRun run = DeviceRun.Current;
    private byte[] serialNumber = new byte[8];

    public OneWireHost()
    {
        run.Call();
        if (run.Gpio.PinOf((int)DeviceFunction.COM3_RX) < 0 || run.Gpio.PinOf((int)DeviceFunction.COM3_TX) < 0)
        {
            throw new InvalidOperationException("the pins of COM3 are not set");
        }

        if (run.PerWake<Bus>().IsTaken)
        {
            throw new InvalidOperationException("there is a 1-Wire host already");
        }

        run.PerWake<Bus>().IsTaken = true;
    }

    public byte[] SerialNumber
    {
        get => serialNumber;
        set => serialNumber = value;
    }

    public bool TouchReset()
    {
        run.MayHang(BlockingCall.OneWire);
        return run.OneWire.Reset();
    }

    public bool TouchBit(bool value) => run.OneWire.TouchBit(value);

    public byte TouchByte(byte value)
    {
        if (value == 0xFF)
        {
            return run.OneWire.Read();
        }

        return run.OneWire.Write(value) ? value : (byte)0;
    }

    public byte WriteByte(byte value) => run.OneWire.Write(value) ? (byte)1 : (byte)0;

    public byte ReadByte() => run.OneWire.Read();

    public bool FindFirstDevice(bool performResetBeforeSearch, bool searchWithAlarmCommand) => Found(run.OneWire.Search(restart: true));

    public bool FindNextDevice(bool performResetBeforeSearch, bool searchWithAlarmCommand) => Found(run.OneWire.Search(restart: false));

    public ArrayList FindAllDevices()
    {
        var all = new ArrayList();
        for (var rom = run.OneWire.Search(restart: true); rom is not null; rom = run.OneWire.Search(restart: false))
        {
            all.Add(rom);
        }

        return all;
    }

    public void Dispose()
    {
        run.PerWake<Bus>().IsTaken = false;
        GC.SuppressFinalize(this);
    }

    private bool Found(byte[]? rom)
    {
        serialNumber = rom ?? new byte[8];
        return rom is not null;
    }

    private sealed class Bus
    {
        public bool IsTaken { get; set; }
    }
}
