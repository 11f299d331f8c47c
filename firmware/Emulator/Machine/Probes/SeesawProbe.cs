using System.Buffers.Binary;

namespace Jena.SensorNode.Emulator.Probes;

/// <summary>
/// The Adafruit STEMMA soil probe (seesaw): touch counts from about 330 in dry soil up, 0xFFFF when read less than 5 ms after the request,
/// temperature of the board.
/// </summary>
/// <param name="waterPercent">Volumetric water content, %, by time.</param>
/// <param name="celsius">Temperature by time.</param>
public sealed class SeesawProbe(Func<DateTimeOffset, double> waterPercent, Func<DateTimeOffset, double> celsius) : II2cTarget
{
    private int register;
    private long requestedTicks;

    /// <inheritdoc/>
    public FaultPlan Faults { get; } = new();

    /// <summary>Touch counts for a water content.</summary>
    public static int Counts(double waterPercent) => (int)Math.Round(330 + (15 * waterPercent));

    /// <inheritdoc/>
    public void PowerUp() => register = -1;

    /// <inheritdoc/>
    public bool Write(DeviceRun run, byte[] data)
    {
        register = data.Length >= 2 ? (data[0] << 8) | data[1] : -1;
        requestedTicks = run.Scheduler.NowTicks;
        return true;
    }

    /// <inheritdoc/>
    public byte[]? Read(DeviceRun run, int count)
    {
        var answer = new byte[Math.Max(4, count)];
        var waited = TimeSpan.FromTicks(run.Scheduler.NowTicks - requestedTicks);
        var fault = Faults.At(run.TrueTime);
        switch (register)
        {
            case 0x0F10:
                var ready = waited >= TimeSpan.FromMilliseconds(5) && fault != ProbeFault.NotReady;
                BinaryPrimitives.WriteUInt16BigEndian(answer, ready ? (ushort)Touch(run.TrueTime, fault) : ushort.MaxValue);
                break;
            case 0x0004:
                BinaryPrimitives.WriteInt32BigEndian(answer, (int)(celsius(run.TrueTime) * 65536) & 0x3FFFFFFF);
                break;
            case 0x0001:
                answer[0] = 0x55;
                break;
            default:
                break;
        }

        return answer[..count];
    }

    private int Touch(DateTimeOffset time, ProbeFault fault) => fault switch
    {
        ProbeFault.Stuck => 700,
        ProbeFault.OutOfRange => 4000,
        ProbeFault.InAir => 250,
        _ => Counts(waterPercent(time)),
    };
}
