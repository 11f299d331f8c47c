using System.ComponentModel;
using System.Diagnostics;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>Calls nanoff, one command after the other; stops at the first that fails.</summary>
internal static class NanoffProcess
{
    /// <summary>Runs the commands; <paramref name="program"/> is another program than <c>nanoff</c> on the path.</summary>
    /// <exception cref="RegistryException">nanoff is not installed.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<NanoffCommand> commands, CommandIo io, CancellationToken cancellation, string program = "nanoff")
    {
        foreach (var command in commands)
        {
            await io.Error.WriteLineAsync($"> {command}");
            using var process = Start(program, command);
            await Task.WhenAll(
                CopyAsync(process.StandardOutput, io.Error, cancellation),
                CopyAsync(process.StandardError, io.Error, cancellation),
                process.WaitForExitAsync(cancellation));
            if (process.ExitCode != 0)
            {
                await io.Error.WriteLineAsync(
                    $"nanoff endete mit {process.ExitCode}. Ist der Knoten wach (Taster halten) und die Schnittstelle richtig? Danach denselben Befehl wiederholen. / " +
                    "nanoff failed: is the node awake and the port right? Repeat the command.");
                return ExitCodes.Failed;
            }
        }

        return ExitCodes.Done;
    }

    private static Process Start(string program, NanoffCommand command)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NANOFRAMEWORK_TELEMETRY_OPTOUT"] = "1";
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new RegistryException(
                "nanoff ist nicht installiert: dotnet tool install -g nanoff; oder die genannten Befehle auf einem anderen Rechner ausführen. / nanoff is not installed.");
        }
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to, CancellationToken cancellation)
    {
        while (await from.ReadLineAsync(cancellation) is { } line)
        {
            await to.WriteLineAsync(line);
        }
    }
}
