using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>The node's own program on a virtual device, and a broker that does what a gateway does: verify, decode, answer with the time.</summary>
internal sealed class NodeWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = DevicePrograms.Start;

    private static readonly Lazy<DeviceProgram> program = new(NodeProgram.LoadNode);
    private readonly FrameVerifier verifier;
    private readonly byte[] key = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    private NodeWorld(TestBroker broker, NodeSettings settings, DeviceOptions? options, DateTimeOffset start, BatteryKind? battery)
    {
        Broker = broker;
        verifier = new FrameVerifier(key);
        var weather = new Weather(start, 7);
        Soil = new SoilModel(weather, start);
        File = MakeFile(settings, battery);
        Node = new EmulatedNode(program.Value, new Fleet.NodeFile(File), NodeSurroundings.From(Soil), start, options ?? new DeviceOptions { Seed = 42, HasEndlessBattery = true });
        Node.RouteTo("127.0.0.1", broker.Port);
        Node.Device.WakeEnded += (_, report) => Wakes.Add(report);
        broker.Reply = OnFrame;
    }

    public TestBroker Broker { get; }

    public EmulatedNode Node { get; }

    public byte[] File { get; }

    public SoilModel Soil { get; }

    public List<WakeReport> Wakes { get; } = [];

    /// <summary>Samples that arrived: identity, the time by the frame's age, values and faults.</summary>
    public Dictionary<(uint Boot, uint Counter), ArrivedSample> Samples { get; } = [];

    public List<HealthReport> Health { get; } = [];

    public List<int> FrameSizes { get; } = [];

    public int Repeats { get; private set; }

    public static async Task<NodeWorld> CreateAsync(NodeSettings? settings = null, DeviceOptions? options = null, DateTimeOffset? start = null, BatteryKind? battery = null) =>
        new(await TestBroker.StartAsync(), settings ?? new NodeSettings(), options, start ?? Start, battery);

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        verifier.Dispose();
    }

    private (string Topic, byte[] Payload)? OnFrame(string topic, byte[] payload)
    {
        Assert.Equal(Topics.Up(42), topic);
        var frame = new DecodedFrame();
        Assert.Equal(FrameError.None, FrameDecoder.Decode(payload, 42, verifier, frame));
        lock (Samples)
        {
            FrameSizes.Add(payload.Length);
            if (frame.Health is { } health)
            {
                Health.Add(health);
            }

            var arrived = Node.Device.Now;
            for (var i = 0; i < frame.SampleCount; i++)
            {
                var age = frame.AgeSeconds + (frame.Seconds[^1] - frame.Seconds[i]);
                var sample = new ArrivedSample(arrived, TimeSpan.FromSeconds(age), frame.Seconds[i], [.. frame.Values.Slice(i * frame.ChannelCount, frame.ChannelCount)], [.. frame.Faults.Slice(i * frame.ChannelCount, frame.ChannelCount)]);
                Repeats += Samples.TryAdd((frame.Boot, frame.SampleCounter(i)), sample) ? 0 : 1;
            }
        }

        var answer = new TimeMessage { UnixSeconds = (uint)Node.Device.Now.ToUnixTimeSeconds(), Boot = frame.Boot, SampleCounter = frame.FirstSample };
        return (Topics.Time(42), answer.Write(42, key));
    }

    private byte[] MakeFile(NodeSettings settings, BatteryKind? battery)
    {
        settings.GatewayHost = "192.168.4.1";
        settings.GatewayPort = 1883;
        settings.Layout ??= new ProbeLayout
        {
            Id = 3,
            PowerPin = 25,
            Channels =
            [
                Moisture(30, 0), Moisture(60, 3), Moisture(90, 6),
                Temperature(30, 1001), Temperature(60, 1002), Temperature(90, 1003),
            ],
        };
        var file = new Frames.NodeFile
        {
            NodeId = 42,
            Key = key,
            BootFloor = 1,
            Settings = settings,
            Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
            ButtonPin = 33,
            LedPin = 2,
        };
        return file.Write([.. Entry(1, settings.SamplingIntervalSeconds), .. Entry(2, settings.SendingIntervalSeconds), .. battery?.Entry() ?? []]);
    }

    private static byte[] Entry(byte tag, uint value) => [tag, 4, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static ProbeChannel Moisture(byte depth, byte channel) =>
        new() { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depth, Wiring = [channel] };

    private static ProbeChannel Temperature(byte depth, ulong serial) =>
        new() { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depth, Wiring = new Probes.Ds18b20(serial, _ => 0).Rom };
}

/// <summary>A sample as it arrived.</summary>
internal sealed record ArrivedSample(DateTimeOffset ArrivedAt, TimeSpan Age, uint NodeSeconds, int[] Values, byte[] Faults)
{
    /// <summary>When it was taken, by arrival and age: good where the clock does not drift.</summary>
    public DateTimeOffset TakenAt => ArrivedAt - Age;
}
