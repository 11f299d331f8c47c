namespace Jena.SensorNode.Emulator.Probes;

/// <summary>
/// A DS18B20: scratchpad with check sum, 85 °C after power-on, conversion time by resolution. What it measured before its supply was switched
/// off is gone.
/// </summary>
/// <param name="serial">48-bit serial number; makes the ROM id.</param>
/// <param name="celsius">Temperature by time.</param>
public sealed class Ds18b20(ulong serial, Func<DateTimeOffset, double> celsius)
{
    private static readonly byte[] powerOn = [0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10];
    private readonly byte[] scratchpad = (byte[])powerOn.Clone();
    private long conversionEndTicks = long.MaxValue;
    private bool isConverting;
    private byte[] eeprom = [0x4B, 0x46, 0x7F];

    /// <summary>The ROM id: family 0x28, serial, check sum.</summary>
    public byte[] Rom { get; } = MakeRom(serial);

    /// <summary>Faults by time.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>True while it converts.</summary>
    internal bool IsConverting(DeviceRun run)
    {
        Settle(run);
        return isConverting;
    }

    /// <summary>On the bus and answering.</summary>
    internal bool Answers(DeviceRun run) =>
        run.Device.Wiring.ProbesPoweredFor(run) is not null && Faults.At(run.TrueTime) is not (ProbeFault.Missing or ProbeFault.Open);

    internal void PowerUp()
    {
        powerOn.CopyTo(scratchpad, 0);
        eeprom.CopyTo(scratchpad, 2);
        isConverting = false;
        conversionEndTicks = long.MaxValue;
    }

    internal void StartConversion(DeviceRun run)
    {
        isConverting = true;
        var time = TimeSpan.FromMilliseconds(750.0 / (1 << (3 - Resolution)));
        conversionEndTicks = Faults.At(run.TrueTime) == ProbeFault.NotReady ? long.MaxValue : run.Scheduler.NowTicks + time.Ticks;
    }

    internal byte[] ReadScratchpad(DeviceRun run)
    {
        Settle(run);
        var answer = new byte[9];
        scratchpad.CopyTo(answer, 0);
        answer[8] = Crc8.Maxim(scratchpad);
        if (Faults.At(run.TrueTime) == ProbeFault.BitErrors)
        {
            answer[run.Device.Random.Next(9)] ^= (byte)(1 << run.Device.Random.Next(8));
        }

        return answer;
    }

    internal void WriteScratchpad(byte high, byte low, byte configuration)
    {
        scratchpad[2] = high;
        scratchpad[3] = low;
        scratchpad[4] = (byte)((configuration & 0x60) | 0x1F);
    }

    internal void CopyToEeprom() => eeprom = scratchpad[2..5];

    internal void Recall() => eeprom.CopyTo(scratchpad, 2);

    private int Resolution => (scratchpad[4] >> 5) & 3;

    private void Settle(DeviceRun run)
    {
        if (!isConverting || run.Scheduler.NowTicks < conversionEndTicks)
        {
            return;
        }

        isConverting = false;
        var kelvinSteps = Faults.At(run.TrueTime) switch
        {
            ProbeFault.Stuck => 160,
            ProbeFault.OutOfRange => 127 * 16,
            _ => (int)Math.Round(Math.Clamp(celsius(run.TrueTime), -55, 125) * 16),
        };
        kelvinSteps &= ~((1 << (3 - Resolution)) - 1);
        scratchpad[0] = (byte)kelvinSteps;
        scratchpad[1] = (byte)(kelvinSteps >> 8);
    }

    private static byte[] MakeRom(ulong serial)
    {
        var rom = new byte[8];
        rom[0] = 0x28;
        for (var i = 0; i < 6; i++)
        {
            rom[i + 1] = (byte)(serial >> (8 * i));
        }

        rom[7] = Crc8.Maxim(rom.AsSpan(0, 7));
        return rom;
    }
}
