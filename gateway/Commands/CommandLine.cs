using System.CommandLine;
using System.Globalization;
using Jena.SensorNode.Gateway.Commands.Frames;
using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Commands.Nodes;
using Jena.SensorNode.Gateway.Commands.Probes;
using Jena.SensorNode.Gateway.Commands.Readings;
using Jena.SensorNode.Gateway.Commands.Sites;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>The command line of <c>jena-gateway</c>.</summary>
internal static class CommandLine
{
    /// <summary>
    /// Runs a command line. Without a verb, or with <c>run</c> and settings such as <c>--Gateway:Broker:Port=1883</c>, it is
    /// the service.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, CommandIo io, CancellationToken cancellation = default)
    {
        if (RunCommand.IsMeant(args))
        {
            return await RunCommand.RunAsync(args, io, cancellation);
        }

        // Headings and mistakes in the command line are the library's texts: it has them in German.
        CultureInfo.CurrentUICulture = new CultureInfo("de");
        var parse = Root(io).Parse(args);
        // Help that answers a mistake is no result: a script that reads JSON gets nothing to read.
        var output = new InvocationConfiguration { Output = parse.Errors.Count > 0 ? io.Error : io.Out, Error = io.Error };
        var code = await parse.InvokeAsync(output, cancellation);
        return parse.Errors.Count > 0 ? ExitCodes.Usage : code;
    }

    private static RootCommand Root(CommandIo io)
    {
        var runner = new CommandRunner(io);
        return new RootCommand("Gateway für Bodenfeuchteknoten / gateway for soil moisture nodes")
        {
            runner.DataDirectory,
            runner.Json,
            RunCommand.Create(),
            NodeCommands.Create(runner),
            SiteCommands.Create(runner),
            ProbeCommands.Create(runner),
            new Command("frame", "Rahmen / frames") { FrameDecodeCommand.Create(runner) },
            new Command("readings", "Messwerte / readings") { ReadingsExportCommand.Create(runner) },
            new Command("sink", "Senken / sinks") { SinkResendCommand.Create(runner) },
            BackupCommand.Create(runner),
            RestoreCommand.Create(runner),
            DoctorCommand.Create(runner),
            new Command("database", "Datenbank / database") { DowngradeCommand.Create(runner) },
        };
    }
}
