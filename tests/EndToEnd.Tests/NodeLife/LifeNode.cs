using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Emulator.Time;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using NodeFile = Jena.SensorNode.Frames.NodeFile;

namespace Jena.SensorNode.EndToEnd.Tests.NodeLife;

/// <summary>A node in the ground: three depths, a clock that runs off with the weather, a cell that runs down.</summary>
internal sealed class LifeNode
{
    private const double MilliampereHoursPerDay = 5.7;
    private const double ChargeShareAtTheEnd = 0.06;

    public LifeNode(RegisteredNode node, VirtualTimeProvider clock, int brokerPort, double days, double partsPerMillion)
    {
        DeviceId = node.DeviceId;
        var start = clock.TrueUtcNow;
        var weather = new Weather(start, seed: (int)node.NodeId);
        var battery = BatteryModel.LithiumIon18650;
        var options = new DeviceOptions
        {
            Seed = (int)node.NodeId,
            Battery = battery,
            BatteryChargeShare = Math.Min(1, ChargeShareAtTheEnd + (days * MilliampereHoursPerDay / battery.CapacityMilliampereHours)),
            SleepClockPartsPerMillion = partsPerMillion,
            SleepClockPartsPerMillionPerKelvin = 100,
            ModuleCelsius = weather.AirCelsius,
        };
        Node = new EmulatedNode(NodeProgram.LoadNode(), new Emulator.Fleet.NodeFile(File(node)), NodeSurroundings.From(new SoilModel(weather, start)), start, options, clock);
        Node.RouteTo("127.0.0.1", brokerPort);
        Node.Device.WakeEnded += (_, wake) => Wakes.Add(wake);
        Witness = new FlashWitness(Node.Device);
    }

    public int DeviceId { get; }

    public EmulatedNode Node { get; }

    public FlashWitness Witness { get; }

    public List<WakeReport> Wakes { get; } = [];

    /// <summary>Moisture and temperature at three depths.</summary>
    public static ProbeLayout Layout() => new()
    {
        PowerPin = 25,
        Channels =
        [
            Moisture(30, 0), Moisture(60, 3), Moisture(90, 6),
            Temperature(30, 1), Temperature(60, 2), Temperature(90, 3),
        ],
    };

    private static ProbeChannel Moisture(byte depth, byte channel) => new() { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depth, Wiring = [channel] };

    private static ProbeChannel Temperature(byte depth, ulong serial) =>
        new() { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depth, Wiring = new Ds18b20(serial, _ => 0).Rom };

    private static byte[] File(RegisteredNode node) => new NodeFile
    {
        NodeId = node.NodeId,
        Key = node.Key,
        BootFloor = 1,
        Settings = new NodeSettings { GatewayHost = "192.168.4.1", Layout = node.Layout },
        Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
        ButtonPin = 27,
        LedPin = 2,
    }.Write([]);
}
