using System.CommandLine;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Programs;

namespace Jena.SensorNode.Emulator.Cli;

/// <summary>Runs one node against a real gateway or broker.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var settings = new Option<string>("--settings") { Description = "Knotendatei (node.cfg) oder 'defaults' / node file or 'defaults'", DefaultValueFactory = _ => "defaults" };
        var gateway = new Option<string>("--gateway") { Description = "Adresse:Port, sonst wie in der Datei / address:port, else as in the file" };
        var hours = new Option<double>("--hours") { Description = "Stunden / hours", DefaultValueFactory = _ => 24 };
        var command = new Command("run", "Einen Knoten laufen lassen / run a node") { settings, gateway, hours };
        command.SetAction(parsed => Run(parsed.GetValue(settings)!, parsed.GetValue(gateway), parsed.GetValue(hours)));
        return command;
    }

    private static void Run(string settings, string? gateway, double hours)
    {
        var node = ExampleNode.Make(ExampleNode.Read(settings), NodeProgram.LoadNode(), new DeviceOptions());
        node.Device.Link.Presence = _ => GatewayPresence.Present;
        if (gateway?.Split(':') is [var host, var port])
        {
            node.RouteTo(host, int.Parse(port));
        }

        node.Device.WakeEnded += (_, report) => Console.WriteLine(
            $"{report.Start:yyyy-MM-dd HH:mm:ss}  {report.Cause,-16} {report.AwakeTime.TotalSeconds,6:0.00} s  {report.Millicoulombs,7:0.0} mC  "
            + $"{(report.RadioTime > TimeSpan.Zero ? "Funk / radio" : ""),-14} {report.Outcome}  {string.Join(" | ", report.Log)}");
        node.RunUntil(ExampleNode.Start.AddHours(hours));
    }
}
