using System.Text;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Pins;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>Puts a virtual device into the situations of a transcript.</summary>
internal sealed class TranscriptPlayer : IAsyncDisposable
{
    private static readonly int[] moistureChannels = [0, 3, 6];
    private const int BatteryChannel = 7;

    private readonly TestBroker broker;
    private readonly EmulatedNode node;
    private readonly FrameVerifier verifier;
    private readonly byte[] key;
    private readonly uint nodeId;
    private readonly List<string> frames = [];
    private TranscriptWake? present;

    private TranscriptPlayer(TestBroker broker, byte[] nodeFile)
    {
        this.broker = broker;
        var file = Frames.NodeFile.Parse(nodeFile, out var error) ?? throw new InvalidDataException(error);
        (key, nodeId) = (file.Key, file.NodeId);
        verifier = new FrameVerifier(key);
        var surroundings = new NodeSurroundings
        {
            WaterPercent = (_, _) => _ => 20,
            SoilCelsius = (index, _) => _ => (present!.Sixteenths[index / 2] ?? 0) / 16.0,
            AirCelsius = _ => 20,
            HumidityPercent = _ => 50,
        };
        // The runtime that recorded starts in a moment, and its converter has no noise.
        var options = new DeviceOptions
        {
            AdcNoiseCounts = 0,
            AwakeClockPartsPerMillion = 0,
            HasEndlessBattery = true,
            Energy = new EnergyAssumptions { BootTime = TimeSpan.FromMilliseconds(30) },
        };
        node = new EmulatedNode(NodeProgram.LoadNode(), new Fleet.NodeFile(nodeFile), surroundings, DevicePrograms.Start, options);
        node.RouteTo("127.0.0.1", broker.Port);
        node.Device.Wifi.AssociationMedian = node.Device.Wifi.LeaseMedian = TimeSpan.FromMilliseconds(100);
        node.Device.Wifi.Spread = 0;
        for (var i = 0; i < moistureChannels.Length; i++)
        {
            var index = i;
            node.Device.Wiring.Analog[moistureChannels[i]] = new FixedCounts(() => present!.Counts[index]);
        }

        node.Device.Wiring.Analog[BatteryChannel] = new FixedCounts(() => present!.BatteryCounts);
        broker.Reply = OnFrame;
    }

    public static async Task<TranscriptPlayer> CreateAsync(string nodeFile) => new(await TestBroker.StartAsync(), Encoding.ASCII.GetBytes(nodeFile));

    /// <summary>Plays a wake.</summary>
    /// <returns>The frames sent, as the transcript has them, and how long the node sleeps.</returns>
    public async Task<(IReadOnlyList<string> Frames, double SleepSeconds)> PlayAsync(TranscriptWake wake)
    {
        var isFirst = present is null;
        present = wake;
        for (var i = 0; i < wake.Sixteenths.Length; i++)
        {
            node.Faults[(2 * i) + 1].Always(wake.Sixteenths[i] is null ? ProbeFault.Missing : ProbeFault.None);
        }

        if (wake.Settings is not null)
        {
            await broker.RetainAsync(Topics.Settings(nodeId), Convert.FromHexString(wake.Settings));
        }

        if (wake.Wake == "power" && !isFirst)
        {
            node.Device.PowerCycle(node.Device.Now.AddSeconds(wake.OffSeconds));
        }

        frames.Clear();
        var report = node.RunOneWake() ?? throw new InvalidOperationException("The node hangs.");
        return ([.. frames], report.SleepTime?.TotalSeconds ?? -1);
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        verifier.Dispose();
    }

    private (string Topic, byte[] Payload)? OnFrame(string topic, byte[] payload)
    {
        var frame = new DecodedFrame();
        if (FrameDecoder.Decode(payload, nodeId, verifier, frame) is not FrameError.None and var error)
        {
            frames.Add(error.ToString());
            return null;
        }

        frames.Add(WithoutTimes(frame));
        var answer = new TimeMessage { UnixSeconds = (uint)node.Device.Now.ToUnixTimeSeconds(), Boot = frame.Boot, SampleCounter = frame.FirstSample };
        return (Topics.Time(nodeId), answer.Write(nodeId, key));
    }

    private string WithoutTimes(DecodedFrame frame)
    {
        if (frame.Health is { } health)
        {
            health.RadioTimeCentiseconds = health.AwakeTimeCentiseconds = health.FreeHeapKibibytes = 0;
        }

        var content = new FrameContent
        {
            NodeId = nodeId,
            LayoutId = frame.LayoutId,
            Boot = frame.Boot,
            FirstSample = frame.FirstSample,
            AgeSeconds = frame.AgeSeconds & FrameContent.AgeIsAtLeast,
            BatteryMillivolts = frame.BatteryMillivolts,
            ChannelCount = frame.ChannelCount,
            SampleCount = frame.SampleCount,
            Seconds = [.. frame.Seconds],
            Values = [.. frame.Values],
            Faults = [.. frame.Faults],
            Health = frame.Health,
        };
        var output = new byte[FrameEncoder.MaximumFrameBytes];
        return Convert.ToHexStringLower(output.AsSpan(0, FrameEncoder.Encode(content, key, output)));
    }

    private sealed class FixedCounts(Func<int> counts) : IAnalogSource
    {
        public double Volts(DeviceRun run) => AdcCurve.Volts(counts());

        public double NoiseFactor(DeviceRun run) => 0;
    }
}
