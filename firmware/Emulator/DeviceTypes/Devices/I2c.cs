using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Probes;

namespace System.Device.I2c;

/// <summary>Bus (from 1), address, speed.</summary>
public sealed class I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
{
    public I2cConnectionSettings(int busId, int deviceAddress)
        : this(busId, deviceAddress, I2cBusSpeed.FastMode)
    {
    }

    public int BusId { get; } = busId;

    public int DeviceAddress { get; } = deviceAddress;

    public I2cBusSpeed BusSpeed { get; } = busSpeed;
}

/// <summary>How a transfer ended.</summary>
public readonly struct I2cTransferResult
{
    internal I2cTransferResult(uint bytesTransferred, I2cTransferStatus status)
    {
        BytesTransferred = bytesTransferred;
        Status = status;
    }

    public uint BytesTransferred { get; }

    public I2cTransferStatus Status { get; }
}

/// <summary>A device on a bus. What goes wrong shows in the result, never as an exception, and the buffer keeps its content.</summary>
public class I2cDevice : IDisposable
{
    private readonly I2cConnectionSettings settings;

    public I2cDevice(I2cConnectionSettings settings)
    {
        DeviceRun.Current.Call();
        if (settings.BusId is not (1 or 2))
        {
            throw new ArgumentException($"no I2C bus {settings.BusId}");
        }

        this.settings = settings;
    }

    public I2cConnectionSettings ConnectionSettings => settings;

    public static I2cDevice Create(I2cConnectionSettings settings) => new(settings);

    public I2cTransferResult WriteByte(byte value) => Transfer([value], SpanByte.Empty);

    public I2cTransferResult Write(SpanByte buffer) => Transfer(buffer.ToArray(), SpanByte.Empty);

    public I2cTransferResult Read(SpanByte buffer) => Transfer([], buffer);

    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => Transfer(writeBuffer.ToArray(), readBuffer);

    public byte ReadByte()
    {
        var one = new byte[1];
        Read(one);
        return one[0];
    }

    public void Dispose()
    {
    }

    private I2cTransferResult Transfer(byte[] write, SpanByte read)
    {
        var buffer = read.ToArray();
        var speed = settings.BusSpeed == I2cBusSpeed.StandardMode ? 100_000 : 400_000;
        var (outcome, bytes) = I2cBus.Transfer(DeviceRun.Current, settings.BusId, settings.DeviceAddress, write, buffer, speed);
        if (outcome == I2cOutcome.Full)
        {
            new SpanByte(buffer).CopyTo(read);
        }

        return new I2cTransferResult((uint)bytes, (I2cTransferStatus)(int)outcome);
    }
}
