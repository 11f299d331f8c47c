using System.CommandLine;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Options of <c>node provision</c>.</summary>
internal sealed class ProvisionOptions
{
    private readonly Argument<string> _node = NodeIdArgument.Create();

    private readonly Option<string> _host = new("--host")
    {
        Description = "Adresse dieses Gateways, wie der Knoten sie erreicht / address of this gateway as the node reaches it",
        Required = true,
    };

    private readonly Option<int> _gatewayPort = new("--gateway-port") { Description = "MQTT-Port / MQTT port", DefaultValueFactory = _ => 1883 };

    private readonly Option<string> _battery = new("--battery")
    {
        Description = "adc:KANAL:TEILER×1000, max1704x:BUS:ADRESSE oder none / adc:CHANNEL:RATIO×1000, max1704x:BUS:ADDRESS or none",
        DefaultValueFactory = _ => "none",
    };

    private readonly Option<string?> _cell = new("--cell")
    {
        Description = $"eingelegte Batterie, bestimmt die Batteriestufen / battery put in, sets the battery tiers: "
            + string.Join(", ", BatteryKind.All.Select(kind => $"{kind.Name} = {kind.Description}")) + "; sonst / else li-ion",
    };

    private readonly Option<int?> _button = new("--button") { Description = "GPIO des Tasters / GPIO of the service button" };

    private readonly Option<int?> _led = new("--led") { Description = "GPIO der LED / GPIO of the LED" };

    private readonly Option<string?> _wifi = new("--wifi") { Description = "Name des WLAN; ohne ihn bleibt das Netz des Knotens / WiFi network" };

    private readonly Option<string?> _password = new("--wifi-password-file")
    {
        Description = $"Datei mit dem WLAN-Passwort, „-“ = Standardeingabe; sonst {SecretInput.WifiPasswordVariable} oder Nachfrage / file with the WiFi password",
    };

    /// <summary>Where the files go.</summary>
    public Option<string?> Output { get; } = new("--output", "-o") { Description = "Zielordner, sonst provision-KNOTEN / target folder" };

    /// <summary>Whether nanoff is called.</summary>
    public Option<bool> Run { get; } = new("--run") { Description = "nanoff gleich ausführen / run nanoff now" };

    /// <summary>Serial port.</summary>
    public Option<string?> SerialPort { get; } = new("--port") { Description = "serielle Schnittstelle, z. B. COM5, /dev/ttyUSB0 / serial port" };

    /// <summary>Whether firmware and application are written too.</summary>
    public Option<bool> NewBoard { get; } = new("--new-board") { Description = "auch Firmware und Anwendung aufspielen / firmware and application too" };

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        command.Add(_node);
        Option[] options = [_host, _gatewayPort, _battery, _cell, _button, _led, _wifi, _password, Output, Run, SerialPort, NewBoard];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>The request that they make.</summary>
    /// <exception cref="RegistryException">A value makes no sense.</exception>
    public ProvisioningRequest Read(ParseResult parse, CommandContext context)
    {
        var wifi = parse.GetValue(_wifi);
        return new ProvisioningRequest(
            NodeIdArgument.Parse(parse.GetValue(_node)!), parse.GetValue(_host)!, parse.GetValue(_gatewayPort))
        {
            Battery = BatterySource.Parse(parse.GetValue(_battery)!)
                ?? throw new RegistryException("--battery: adc:KANAL:TEILER×1000 (adc:6:2000), max1704x:BUS:ADRESSE (max1704x:1:54) oder none / see --help"),
            BatteryKind = Kind(parse.GetValue(_cell)),
            ButtonPin = Pin(parse.GetValue(_button), "--button"),
            LedPin = Pin(parse.GetValue(_led), "--led"),
            WifiName = wifi,
            WifiPassword = wifi is null ? "" : SecretInput.WifiPassword(context.Io, parse.GetValue(_password)),
            SerialPort = parse.GetValue(SerialPort) ?? "",
        };
    }

    private static BatteryKind? Kind(string? name) => name is null
        ? null
        : BatteryKind.Find(name)
            ?? throw new RegistryException($"--cell: {string.Join(", ", BatteryKind.All.Select(kind => kind.Name))} / one of these");

    private static int Pin(int? pin, string option) => pin is null
        ? NodeFile.NoPin
        : pin is >= 0 and <= 39 ? pin.Value : throw new RegistryException($"{option}: GPIO 0 bis 39 / GPIO 0 to 39");
}
