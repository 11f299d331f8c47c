using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Frames;
using NodeFile = Jena.SensorNode.Frames.NodeFile;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

/// <summary>500 nodes to which the same thing happens in the same second: how many of them want the gateway in one minute?</summary>
public class TownTests(ITestOutputHelper output)
{
    private const int Nodes = 500;
    private static readonly DateTimeOffset start = new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<DeviceProgram> program = new(NodeProgram.LoadNode);

    [Fact]
    public void Nodes_that_lost_the_gateway_together_do_not_return_together()
    {
        var lost = start.AddHours(2);
        var back = start.AddHours(7);
        var end = start.AddHours(14);
        var sessions = Play(end, time => time > lost && time < back ? GatewayPresence.Refuses : GatewayPresence.StandIn, _ => { });

        // The last pause is four hours, up to half more; the ordinary sessions of those that are back go on meanwhile.
        AssertSpread(sessions, back, wholeTown: TimeSpan.FromHours(6.3), evenly: TimeSpan.FromHours(1));
    }

    [Fact]
    public void Nodes_whose_power_returned_in_one_second_do_not_send_in_one_minute()
    {
        var cut = start.AddHours(2);
        var back = cut.AddMinutes(10);
        var end = start.AddHours(4);
        var sessions = Play(end, _ => GatewayPresence.StandIn, node => node.Device.PlanPowerCut(cut, back - cut));

        AssertSpread(sessions, back, wholeTown: TimeSpan.FromMinutes(17), evenly: TimeSpan.FromMinutes(15));
    }

    /// <summary>When each node asked for the gateway.</summary>
    private static List<List<DateTimeOffset>> Play(DateTimeOffset until, Func<DateTimeOffset, GatewayPresence> presence, Action<EmulatedNode> prepare)
    {
        var soil = new SoilModel(new Weather(start, seed: 3), start);
        var sessions = new List<List<DateTimeOffset>>();
        for (uint id = 1; id <= Nodes; id++)
        {
            var node = new EmulatedNode(
                program.Value, new Fleet.NodeFile(File(id)), NodeSurroundings.From(soil), start, new DeviceOptions { Seed = (int)id, HasEndlessBattery = true });
            var ofNode = new List<DateTimeOffset>();
            node.Device.Link.Presence = time =>
            {
                ofNode.Add(time);
                return presence(time);
            };
            prepare(node);
            node.RunUntil(until);
            sessions.Add(ofNode);
        }

        return sessions;
    }

    /// <summary>All return within a time, and no minute sees more than three times what an even spread over a span gives.</summary>
    private void AssertSpread(List<List<DateTimeOffset>> sessions, DateTimeOffset back, TimeSpan wholeTown, TimeSpan evenly)
    {
        var returns = sessions.ConvertAll(ofNode => ofNode.FirstOrDefault(time => time >= back));
        Assert.DoesNotContain(default, returns);
        var last = returns.Max() - back;
        var peak = sessions.SelectMany(ofNode => ofNode).Where(time => time >= back).CountBy(time => (int)(time - back).TotalMinutes).Max(minute => minute.Value);
        var even = Nodes / evenly.TotalMinutes;
        output.WriteLine($"{Nodes} nodes: all back after {last}; at most {peak} sessions a minute, evenly {even:0.0}");

        Assert.True(last <= wholeTown, $"the last node returned after {last}");
        Assert.True(peak <= 3 * even, $"{peak} sessions in one minute, evenly {even:0.0}");
    }

    private static byte[] File(uint id) => new NodeFile
    {
        NodeId = id,
        Key = [.. Enumerable.Range(0, 32).Select(value => (byte)(value + id))],
        BootFloor = 1,
        Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
        Settings = new NodeSettings
        {
            GatewayHost = "192.168.4.1",
            Layout = new ProbeLayout
            {
                Id = 1,
                PowerPin = 25,
                Channels = [new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = [0] }],
            },
        },
    }.Write([2, 4, 0, 0, 0x0e, 0x10, 12, 1, 8]);
}
