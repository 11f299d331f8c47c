using System.CommandLine;
using Jena.SensorNode.Gateway.Commands.Doctor;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Checks settings, clock, disk, database, keys, broker, sinks and certificates, and says what to do.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner) => runner.BindAnywhere(
        new Command("doctor", "Alles prüfen und sagen, was zu tun ist / check everything and say what to do"),
        async (_, context, cancellation) =>
        {
            var findings = await FindAsync(context, cancellation);
            context.Show(findings, console => Draw(console, findings));
            return findings.Max(finding => finding.Severity) switch
            {
                Severity.Good => ExitCodes.Done,
                Severity.Warning => ExitCodes.DoneWithProblems,
                _ => ExitCodes.Failed,
            };
        });

    private static async Task<List<Finding>> FindAsync(CommandContext context, CancellationToken cancellation)
    {
        var findings = SettingsCheck.Run(context.Services).ToList();
        var isConfigured = findings.TrueForAll(finding => finding.Severity != Severity.Problem);
        findings.Add(ClockCheck.Run(context.Get<TimeProvider>()));
        findings.AddRange(DiskCheck.Run(context.DataDirectory));
        if (!isConfigured)
        {
            return findings;
        }

        if (Directory.Exists(context.DataDirectory))
        {
            var database = DatabaseCheck.Run(context);
            findings.Add(database);
            if (context.HasDatabase)
            {
                findings.Add(ReadingsCheck.Run(context, cancellation));
            }

            if (database.Severity == Severity.Good)
            {
                findings.Add(KeyFileCheck.Run(context.Get<SecretBoxProvider>()));
            }
        }

        findings.AddRange(await ConnectionChecks.RunAsync(context, cancellation));
        return findings;
    }

    private static void Draw(IAnsiConsole console, List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (word, colour) = finding.Severity switch
            {
                Severity.Good => ("gut     ", "green"),
                Severity.Warning => ("prüfen  ", "yellow"),
                _ => ("FEHLER  ", "red"),
            };
            console.MarkupLine($"[{colour}]{word}[/] {Safe.Text(finding.Check)}: {Safe.Text(finding.Text)}");
            if (finding.Advice.Length > 0)
            {
                console.MarkupLine($"          → {Safe.Text(finding.Advice)}");
            }
        }
    }
}
