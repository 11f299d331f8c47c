using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Emulator.Time;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Demo;

/// <summary>The emulated nodes: each the real application on a virtual device, wired as its provisioning file says.</summary>
internal static class DemoFleet
{
    /// <summary>The layout of the demonstration: a capacitive probe and a thermometer at each depth.</summary>
    public static ProbeLayout Layout()
    {
        var channels = new List<ProbeChannel>();
        byte adcChannel = 4;
        foreach (var depth in DemoOptions.DepthsCentimeters)
        {
            channels.Add(new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depth, Wiring = [adcChannel++] });
            channels.Add(new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depth, Wiring = Rom(depth) });
        }

        return new ProbeLayout { PowerPin = 25, Channels = [.. channels] };
    }

    public static FleetRunner Create(DemoOptions options, IReadOnlyList<RegisteredNode> nodes, int brokerPort, RecordedTrace? trace, VirtualTimeProvider clock)
    {
        var program = NodeProgram.LoadNode();
        var runner = new FleetRunner(clock) { Pace = options.HoursPerSecond > 0 ? options.HoursPerSecond * 3600 : null };
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var soil = new SoilModel(new Weather(clock.TrueUtcNow, seed: i), clock.TrueUtcNow);
            var surroundings = trace is null ? NodeSurroundings.From(soil) : NodeSurroundings.From(trace, Columns(trace, i), soil, options.TraceAsSteps);
            var device = new DeviceOptions
            {
                Seed = (int)node.NodeId,
                // Each node's own imperfect clock: ±1 % in steps.
                SleepClockPartsPerMillion = ((i % 5) - 2) * 5000,
                Battery = BatteryModel.TwoAaLithium,
                AdcNoiseCounts = options.AdcNoiseCounts,
            };
            var emulated = new EmulatedNode(program, new Emulator.Fleet.NodeFile(File(options, node)), surroundings, clock.TrueUtcNow.AddSeconds(i), device, clock);
            emulated.RouteTo("127.0.0.1", brokerPort);
            runner.Add(emulated);
        }

        return runner;
    }

    /// <summary>Columns of the trace for the three depths of one node.</summary>
    public static IReadOnlyList<string> Columns(RecordedTrace trace, int node)
    {
        var names = trace.Names.ToList();
        return [.. DemoOptions.DepthsCentimeters.Select((_, depth) => names[((node * DemoOptions.DepthsCentimeters.Count) + depth) % names.Count])];
    }

    private static byte[] File(DemoOptions options, RegisteredNode node)
    {
        var settings = new NodeSettings
        {
            SamplingIntervalSeconds = options.SampleIntervalSeconds,
            SendingIntervalSeconds = options.SendIntervalSeconds,
            GatewayHost = "192.168.50.1",
            GatewayPort = 1883,
            Layout = node.Layout,
        };
        return new Frames.NodeFile
        {
            NodeId = node.NodeId,
            Key = node.Key,
            BootFloor = 0,
            Settings = settings,
            Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
            ButtonPin = 27,
            LedPin = 2,
        }.Write([]);
    }

    /// <summary>A ROM id with a correct check sum, so that each depth has its own thermometer.</summary>
    private static byte[] Rom(byte depth)
    {
        byte[] rom = [0x28, depth, 0, 0, 0, 0, 0, 0];
        byte crc = 0;
        foreach (var value in rom.AsSpan(0, 7))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (byte)((crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1);
        }

        rom[7] = crc;
        return rom;
    }
}
