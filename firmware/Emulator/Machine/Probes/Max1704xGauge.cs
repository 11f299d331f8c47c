using System.Buffers.Binary;

namespace Jena.SensorNode.Emulator.Probes;

/// <summary>A MAX1704x fuel gauge: cell voltage in steps of 78.125 µV (register 2), state of charge in 1/256 % (register 4).</summary>
public sealed class Max1704xGauge : II2cTarget
{
    private byte register;

    /// <inheritdoc/>
    public FaultPlan Faults { get; } = new();

    /// <inheritdoc/>
    public void PowerUp() => register = 0;

    /// <inheritdoc/>
    public bool Write(DeviceRun run, byte[] data)
    {
        register = data[0];
        return true;
    }

    /// <inheritdoc/>
    public byte[]? Read(DeviceRun run, int count)
    {
        var answer = new byte[Math.Max(2, count)];
        var value = register switch
        {
            2 => Faults.At(run.TrueTime) == ProbeFault.Stuck ? 0 : (int)(run.BatteryMillivolts / 0.078125),
            4 => (int)(run.Device.Battery.ChargeShare * 100 * 256),
            8 => 0x0012,
            _ => 0,
        };
        BinaryPrimitives.WriteUInt16BigEndian(answer, (ushort)Math.Clamp(value, 0, 65535));
        return answer[..count];
    }
}
