using System.Buffers.Binary;
using System.Globalization;
using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator.Fleet;

/// <summary>A provisioned node on a virtual device: its file and network deployed, the probes of its layout wired.</summary>
public sealed class EmulatedNode
{
    /// <summary>The provisioning file's place.</summary>
    public const string FileName = "node.cfg";

    private readonly List<FaultPlan> faults = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> presses = [];

    /// <summary>Makes a node.</summary>
    /// <param name="program">The node's program.</param>
    /// <param name="file">Its provisioning file.</param>
    /// <param name="surroundings">Soil and air.</param>
    /// <param name="start">True time of its first power-on.</param>
    /// <param name="options">The kind of device; null: seeded by the node id.</param>
    /// <param name="clock">A clock shared with a gateway.</param>
    public EmulatedNode(
        DeviceProgram program, NodeFile file, NodeSurroundings surroundings, DateTimeOffset start, DeviceOptions? options = null, VirtualTimeProvider? clock = null)
    {
        File = file;
        var kind = options ?? new DeviceOptions { Seed = (int)file.NodeId };
        Device = new VirtualDevice(file.NodeId.ToString("x8", CultureInfo.InvariantCulture), program, start, kind, clock);
        Device.Flash.Deploy(FileName, file.Content);
        DeployWifi(WifiOptions.AutoConnect);
        Wire(surroundings);
    }

    /// <summary>The provisioning file.</summary>
    public NodeFile File { get; }

    /// <summary>The device, with all its screws.</summary>
    public VirtualDevice Device { get; }

    /// <summary>Faults of the probes, in the layout's order.</summary>
    public IReadOnlyList<FaultPlan> Faults => faults;

    /// <summary>Stores network name and password of the access point that is there, as a network deployment does.</summary>
    public void DeployWifi(WifiOptions options) => new WifiSettings
    {
        Options = options,
        Ssid = Device.Wifi.Ssid,
        Password = Device.Wifi.Password,
    }.DeployTo(Device.Flash);

    /// <summary>Sends every connection to a real address, whatever the node's settings say.</summary>
    public void RouteTo(string host, int port) => Device.Link.Route = (_, _) => (host, port);

    /// <summary>A technician holds the service button. Wakes the node where it sleeps and has armed that pin.</summary>
    /// <exception cref="InvalidOperationException">The provisioning file names no button.</exception>
    public void HoldButton(DateTimeOffset from, TimeSpan duration)
    {
        var pin = File.ButtonPin ?? throw new InvalidOperationException("The node's file names no button.");
        presses.Add((from, from + duration));
        Device.TouchWakePin(pin, from);
    }

    /// <summary>Runs one wake; null when the node hangs.</summary>
    public WakeReport? RunOneWake() => Device.RunOneWake();

    /// <summary>Runs until a true time.</summary>
    public void RunUntil(DateTimeOffset until) => Device.RunUntil(until);

    private void Wire(NodeSurroundings surroundings)
    {
        Device.Wiring.PowerPin = File.PowerPin;
        if (File.ButtonPin is { } button)
        {
            Device.Wiring.InputLevels[button] = time => !presses.Exists(press => press.From <= time && time < press.Until);
        }

        var moistureIndex = 0;
        foreach (var channel in File.Channels)
        {
            int depth = channel.DepthCentimeters;
            switch (channel.Kind)
            {
                case 1:
                    var probe = new CapacitiveProbe(surroundings.WaterPercent(moistureIndex, depth), surroundings.SoilCelsius(moistureIndex, depth));
                    moistureIndex++;
                    Device.Wiring.Analog[channel.Wiring[0]] = probe;
                    faults.Add(probe.Faults);
                    break;
                case 2:
                    var serial = channel.Wiring.Length == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(channel.Wiring) >> 8 : File.NodeId;
                    var thermometer = new Ds18b20(serial & 0xFFFFFFFFFFFF, surroundings.SoilCelsius(faults.Count, depth));
                    Device.Wiring.OneWire.Add(thermometer);
                    faults.Add(thermometer.Faults);
                    break;
                case 3:
                    faults.Add(OnI2c(channel, () => new SeesawProbe(surroundings.WaterPercent(moistureIndex++, depth), surroundings.SoilCelsius(0, depth))));
                    break;
                case 4:
                    faults.Add(OnI2c(channel, () => new SeesawProbe(surroundings.WaterPercent(0, depth), surroundings.SoilCelsius(0, depth))));
                    break;
                default:
                    faults.Add(OnI2c(channel, () => new Sht4xSensor(surroundings.AirCelsius, surroundings.HumidityPercent)));
                    break;
            }
        }

        WireBattery();
    }

    private FaultPlan OnI2c(NodeFileChannel channel, Func<II2cTarget> make)
    {
        var key = (channel.Wiring[0], channel.Wiring[1]);
        if (!Device.Wiring.I2c.TryGetValue(key, out var target))
        {
            Device.Wiring.I2c[key] = target = make();
        }

        return target.Faults;
    }

    private void WireBattery()
    {
        switch (File.Battery)
        {
            case ["adc", var channel, var ratio]:
                Device.Wiring.Analog[int.Parse(channel, CultureInfo.InvariantCulture)] =
                    new BatteryDivider(int.Parse(ratio, CultureInfo.InvariantCulture) / 1000.0);
                break;
            case ["max1704x", var bus, var address]:
                Device.Wiring.I2c[(Number(bus), Number(address))] = new Max1704xGauge();
                break;
            default:
                break;
        }
    }

    private static int Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : int.Parse(text, CultureInfo.InvariantCulture);
}
