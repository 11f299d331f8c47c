using Jena.SensorNode.Frames;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>
/// A node of the load: its key, and the packets of one run, encoded before the run so that the generator costs little.
/// Every run is a new boot, so that runs on one gateway never repeat a sample.
/// </summary>
internal sealed class LoadNode(uint id, byte[] key, int layoutId = 0)
{
    /// <summary>Channels of a sample.</summary>
    public const int ChannelCount = 6;

    private byte[] _packets = [];
    private int[] _ends = [];

    public uint Id => id;

    /// <summary>Layout of its probes.</summary>
    public int LayoutId => layoutId;

    public string Name { get; } = Topics.NodeName(id);

    /// <summary>Packets of the run.</summary>
    public int PacketCount => _ends.Length;

    /// <summary>Samples in each packet.</summary>
    public int SamplesPerPacket { get; private set; }

    /// <summary>Boot of the run. Its counters begin at 0, as with each boot of a node.</summary>
    public uint Boot { get; private set; }

    /// <summary>Leaves a boot out, for what was stored under it in another way.</summary>
    public void SkipBoot() => Boot++;

    public byte[] ConnectPacket() => MqttPackets.Connect(Name, Name, NodeSecrets.MqttPassword(key));

    public ReadOnlySpan<byte> Packet(int index) => _packets.AsSpan(index == 0 ? 0 : _ends[index - 1], _ends[index] - (index == 0 ? 0 : _ends[index - 1]));

    /// <summary>A journal that is sent as fast as it goes: samples every 15 minutes, the last one taken just now.</summary>
    public void PrepareJournal(int packets, int samplesPerPacket) => Prepare(packets, samplesPerPacket, 900, isLive: false);

    /// <summary>Samples that are sent as they are taken.</summary>
    public void PrepareLive(int packets, double secondsBetween) => Prepare(packets, 1, Math.Max(1, (uint)Math.Round(secondsBetween)), isLive: true);

    private void Prepare(int packets, int samplesPerPacket, uint interval, bool isLive)
    {
        Boot++;
        SamplesPerPacket = samplesPerPacket;
        var last = 100 + ((uint)(packets * samplesPerPacket) * interval);
        var packet = new MqttPackets.PublishWriter(Topics.Up(id));
        using var all = new MemoryStream(packets * 80);
        _ends = new int[packets];
        var frame = new byte[FrameEncoder.MaximumFrameBytes];
        for (var index = 0; index < packets; index++)
        {
            var content = Content(index, interval);
            content.AgeSeconds = isLive ? 0 : last - content.Seconds[^1];
            var length = FrameEncoder.Encode(content, key, frame);
            if (length < 0)
                throw new InvalidOperationException($"{samplesPerPacket} samples do not fit into a frame.");
            packet.Write(all, (ushort)((index % 65_535) + 1), frame.AsSpan(0, length));
            _ends[index] = (int)all.Length;
        }

        _packets = all.ToArray();
    }

    private FrameContent Content(int index, uint interval)
    {
        var content = new FrameContent
        {
            NodeId = id,
            LayoutId = layoutId,
            Boot = Boot,
            FirstSample = (uint)(index * SamplesPerPacket),
            BatteryMillivolts = 3600,
            ChannelCount = ChannelCount,
            SampleCount = SamplesPerPacket,
            Seconds = new uint[SamplesPerPacket],
            Values = new int[SamplesPerPacket * ChannelCount],
            Faults = new byte[SamplesPerPacket * ChannelCount],
        };
        for (var sample = 0; sample < SamplesPerPacket; sample++)
        {
            var number = (uint)((index * SamplesPerPacket) + sample);
            content.Seconds[sample] = 100 + (number * interval);
            for (var channel = 0; channel < ChannelCount; channel++)
                content.Values[(sample * ChannelCount) + channel] = Value(number, channel);
        }

        return content;
    }

    /// <summary>Raw value of a sample: three depths, moisture as ADC counts that dry slowly with noise of a count, temperature in 1/16 °C over a day.</summary>
    public int Value(uint number, int channel) => channel % 2 == 0
        ? 2000 + (channel * 60) + (int)(number / 8 % 400) + (int)((number * 2654435761 + id) >> 13 & 1)
        : 240 + (int)(32 * Math.Sin((number + (channel * 8)) * Math.PI / 48));
}
