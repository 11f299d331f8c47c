namespace Jena.SensorNode.Emulator.Probes;

/// <summary>A Sensirion SHT4x: command, wait, six bytes with two check sums; not acknowledged before it is done.</summary>
/// <param name="celsius">Air temperature by time.</param>
/// <param name="humidityPercent">Relative humidity by time, %.</param>
public sealed class Sht4xSensor(Func<DateTimeOffset, double> celsius, Func<DateTimeOffset, double> humidityPercent) : II2cTarget
{
    private long readyTicks = long.MaxValue;
    private byte command;

    /// <inheritdoc/>
    public FaultPlan Faults { get; } = new();

    /// <inheritdoc/>
    public void PowerUp() => readyTicks = long.MaxValue;

    /// <inheritdoc/>
    public bool Write(DeviceRun run, byte[] data)
    {
        command = data[0];
        var milliseconds = command switch { 0xFD => 8.3, 0xF6 => 4.5, 0xE0 => 1.6, _ => 1.0 };
        readyTicks = Faults.At(run.TrueTime) == ProbeFault.NotReady
            ? long.MaxValue
            : run.Scheduler.NowTicks + TimeSpan.FromMilliseconds(milliseconds).Ticks;
        return true;
    }

    /// <inheritdoc/>
    public byte[]? Read(DeviceRun run, int count)
    {
        if (run.Scheduler.NowTicks < readyTicks)
        {
            return null;
        }

        readyTicks = long.MaxValue;
        var (first, second) = command == 0x89 ? (0x1234, 0x5678) : Measured(run.TrueTime);
        var answer = new byte[6];
        Put(answer, 0, first);
        Put(answer, 3, second);
        return answer[..Math.Min(count, 6)];
    }

    private (int Temperature, int Humidity) Measured(DateTimeOffset time)
    {
        var fault = Faults.At(time);
        var temperature = fault == ProbeFault.Stuck ? 20 : fault == ProbeFault.OutOfRange ? 129 : celsius(time);
        var humidity = humidityPercent(time);
        return (
            (int)Math.Clamp(Math.Round((temperature + 45) / 175 * 65535), 0, 65535),
            (int)Math.Clamp(Math.Round((humidity + 6) / 125 * 65535), 0, 65535));
    }

    private static void Put(byte[] answer, int at, int value)
    {
        answer[at] = (byte)(value >> 8);
        answer[at + 1] = (byte)value;
        answer[at + 2] = Crc8.Sensirion(answer.AsSpan(at, 2));
    }
}
