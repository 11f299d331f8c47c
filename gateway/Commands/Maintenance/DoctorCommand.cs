using System.CommandLine;
using System.Text.Json;
using Jena.SensorNode.Gateway.Commands.Doctor;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Storage;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Checks settings, clock, disk, database, keys, broker, sinks and certificates, and says what to do.</summary>
internal static class DoctorCommand
{
    private const string BrokerName = "Broker";

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner) => runner.Bind(
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
        findings.Add(ClockCheck.Run(context.Get<TimeProvider>()));
        if (findings.Exists(finding => finding is { Check: "Einstellungen / settings", Severity: Severity.Problem }))
        {
            return findings;
        }

        var directory = context.Get<StorageOptions>().DataDirectory;
        var disk = DiskCheck.Run(directory).ToList();
        findings.AddRange(disk);
        if (!disk.Exists(finding => finding.Severity == Severity.Problem))
        {
            findings.Add(DatabaseCheck.Run(context.Get<Database>()));
            findings.Add(KeyFileCheck.Run(context.Get<SecretBoxProvider>()));
        }

        findings.AddRange(await BrokerAsync(context, directory, cancellation));
        findings.AddRange(await SinksAsync(context, cancellation));
        return findings;
    }

    private static async Task<List<Finding>> BrokerAsync(CommandContext context, string directory, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var broker = context.Get<IConfiguration>().GetSection("Gateway:Broker");
        if (broker.GetValue("Enabled", true))
        {
            var port = RunningPort(Path.Combine(directory, "ports.json")) ?? broker.GetValue("Port", 1883);
            if (port > 0)
            {
                findings.Add(await ReachCheck.ListenerAsync(BrokerName, port, cancellation));
            }
        }

        if (broker["CertificateFile"] is { Length: > 0 } certificate)
        {
            findings.Add(CertificateCheck.Run("Zertifikat / certificate", certificate, broker["CertificatePasswordFile"], context.Get<TimeProvider>().GetUtcNow()));
        }

        return findings;
    }

    private static async Task<List<Finding>> SinksAsync(CommandContext context, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var sink in context.Get<IConfiguration>().GetSection("Gateway:Sinks").GetChildren())
        {
            if (sink["Host"] is { Length: > 0 } host)
            {
                var useTls = sink.GetValue("UseTls", true);
                findings.Add(await ReachCheck.SinkAsync(
                    $"Senke / sink {sink["Name"]}",
                    host,
                    sink.GetValue("Port", 8883),
                    useTls,
                    sink["CaFile"] ?? "",
                    context.Get<TimeProvider>().GetUtcNow(),
                    cancellation));
            }
        }

        return findings;
    }

    private static int? RunningPort(string portsFile)
    {
        if (!File.Exists(portsFile))
        {
            return null;
        }

        using var ports = JsonDocument.Parse(File.ReadAllText(portsFile));
        foreach (var entry in ports.RootElement.EnumerateObject())
        {
            if (entry.Name.Equals("mqtt", StringComparison.OrdinalIgnoreCase) && entry.Value.TryGetInt32(out var port))
            {
                return port;
            }
        }

        return null;
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
