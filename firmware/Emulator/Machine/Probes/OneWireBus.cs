namespace Jena.SensorNode.Emulator.Probes;

/// <summary>
/// The 1-Wire bus as its master sees it: resets, slots, ROM commands, search. Open drain, so several answers are AND-ed. A short keeps the line
/// low; with nobody there it stays high; the presence pulse is random on a faulty line, as the firmware's driver reports it.
/// </summary>
public sealed class OneWireBus
{
    private const byte SkipRom = 0xCC;
    private const byte MatchRom = 0x55;
    private const byte ReadRom = 0x33;
    private static readonly TimeSpan slot = TimeSpan.FromMicroseconds(70);
    private readonly DeviceRun run;
    private readonly List<byte> address = [];
    private readonly List<byte> data = [];
    private List<Ds18b20> selected = [];
    private Queue<byte> answer = new();
    private Phase phase;
    private int searchIndex = -1;
    private byte function;

    internal OneWireBus(DeviceRun run) => this.run = run;

    private enum Phase
    {
        Idle,
        RomCommand,
        Address,
        Function,
        Data,
    }

    private bool IsShorted => run.Device.Wiring.OneWire.Exists(probe => probe.Faults.At(run.TrueTime) == ProbeFault.Shorted);

    private List<Ds18b20> Present => run.Device.Wiring.OneWire.FindAll(probe => probe.Answers(run));

    /// <summary>Reset pulse; true when a presence pulse was seen (or imagined).</summary>
    public bool Reset()
    {
        run.Charge(TimeSpan.FromMilliseconds(1.2));
        phase = Phase.RomCommand;
        answer.Clear();
        selected = [];
        function = 0;
        return IsShorted || Present.Count == 0 ? run.Device.Random.Next(2) == 0 : true;
    }

    /// <summary>One slot: writes the bit, returns what the line was.</summary>
    public bool TouchBit(bool value)
    {
        run.Charge(slot);
        if (IsShorted)
        {
            return false;
        }

        return value && (function != 0x44 || !selected.Exists(probe => probe.IsConverting(run)));
    }

    /// <summary>Writes a byte; false where the line did not echo it.</summary>
    public bool Write(byte value)
    {
        run.Charge(slot * 8);
        if (IsShorted)
        {
            return value == 0;
        }

        switch (phase)
        {
            case Phase.RomCommand:
                TakeRomCommand(value);
                break;
            case Phase.Address:
                address.Add(value);
                if (address.Count == 8)
                {
                    selected = Present.FindAll(probe => probe.Rom.AsSpan().SequenceEqual(address.ToArray()));
                    phase = Phase.Function;
                }

                break;
            case Phase.Function:
                TakeFunction(value);
                break;
            case Phase.Data:
                data.Add(value);
                if (data.Count == 3)
                {
                    selected.ForEach(probe => probe.WriteScratchpad(data[0], data[1], data[2]));
                    phase = Phase.Idle;
                }

                break;
            default:
                break;
        }

        return true;
    }

    /// <summary>Reads a byte: an answer, the state of a conversion, or the idle line.</summary>
    public byte Read()
    {
        run.Charge(slot * 8);
        if (IsShorted)
        {
            return 0;
        }

        if (answer.TryDequeue(out var value))
        {
            return value;
        }

        return function == 0x44 && selected.Exists(probe => probe.IsConverting(run)) ? (byte)0 : (byte)0xFF;
    }

    /// <summary>Searches the next device (the first with <paramref name="restart"/>); null when there is no further one.</summary>
    public byte[]? Search(bool restart)
    {
        run.Charge(slot * 3 * 64);
        searchIndex = restart ? 0 : searchIndex + 1;
        var present = IsShorted ? [] : Present;
        return searchIndex < present.Count ? (byte[])present[searchIndex].Rom.Clone() : null;
    }

    private void TakeRomCommand(byte command)
    {
        phase = Phase.Function;
        switch (command)
        {
            case SkipRom:
                selected = Present;
                break;
            case MatchRom:
                address.Clear();
                phase = Phase.Address;
                break;
            case ReadRom:
                selected = Present;
                Answer(probe => probe.Rom);
                break;
            default:
                phase = Phase.Idle;
                break;
        }
    }

    private void TakeFunction(byte command)
    {
        function = command;
        phase = Phase.Idle;
        switch (command)
        {
            case 0x44:
                selected.ForEach(probe => probe.StartConversion(run));
                break;
            case 0xBE:
                Answer(probe => probe.ReadScratchpad(run));
                break;
            case 0x4E:
                data.Clear();
                phase = Phase.Data;
                break;
            case 0x48:
                selected.ForEach(probe => probe.CopyToEeprom());
                break;
            case 0xB8:
                selected.ForEach(probe => probe.Recall());
                break;
            default:
                break;
        }
    }

    private void Answer(Func<Ds18b20, byte[]> read)
    {
        var merged = Enumerable.Repeat((byte)0xFF, 9).ToArray();
        foreach (var bytes in selected.Select(read))
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                merged[i] &= bytes[i];
            }
        }

        answer = new Queue<byte>(merged);
    }
}
