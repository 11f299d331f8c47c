using System.Text.Json;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Who must be reached: the gateway's own broker, an outside broker, the sinks.</summary>
internal static class ConnectionChecks
{
    /// <summary>Checks all that the settings name.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var now = context.Get<TimeProvider>().GetUtcNow();
        var findings = new List<Finding>();
        if (context.Get<BrokerOptions>() is { Enabled: true } broker)
        {
            await OwnBrokerAsync(broker, RunningPorts(context.DataDirectory), now, findings, cancellation);
        }

        if (context.Get<ExternalOptions>() is { Enabled: true } outside)
        {
            var login = new SinkOptions
            {
                Host = outside.Host,
                Port = outside.Port,
                UseTls = outside.UseTls,
                CaFile = outside.CaFile,
                User = outside.User,
                Password = outside.Password,
                PasswordFile = outside.PasswordFile,
            };
            await RemoteAsync("Fremder Broker / outside broker", login, now, findings, cancellation);
        }

        foreach (var sink in context.Get<ForwardingOptions>().Sinks)
        {
            await RemoteAsync($"Senke / sink {sink.Name}", sink, now, findings, cancellation);
        }

        return findings;
    }

    private static async Task RemoteAsync(string name, SinkOptions broker, DateTimeOffset now, List<Finding> findings, CancellationToken cancellation)
    {
        var reached = await ReachCheck.RemoteAsync(name, broker.Host, broker.Port, broker.UseTls, broker.CaFile, now, cancellation);
        findings.Add(reached);
        if (reached.Severity != Severity.Problem)
        {
            findings.Add(await LoginCheck.RunAsync($"{name}: Anmeldung / login", broker, cancellation));
        }
    }

    private static async Task OwnBrokerAsync(
        BrokerOptions broker, Dictionary<string, int>? running, DateTimeOffset now, List<Finding> findings, CancellationToken cancellation)
    {
        var isStopped = running is null;
        running ??= [];
        if (running.GetValueOrDefault("mqtt", broker.Port) is > 0 and var port)
        {
            var listener = await ReachCheck.ListenerAsync("Broker", port, cancellation);
            findings.Add(isStopped && listener.Severity == Severity.Good ? ReachCheck.Taken("Broker", port) : listener);
        }

        if (broker.CertificateFile.Length == 0)
        {
            return;
        }

        var file = CertificateCheck.Run("Zertifikat / certificate", broker.CertificateFile, broker.CertificatePasswordFile, now);
        findings.Add(file);
        if (file.Severity != Severity.Problem && running.GetValueOrDefault("mqttTls", broker.TlsPort) is > 0 and var tlsPort)
        {
            using var certificate = CertificateCheck.Load(broker.CertificateFile, broker.CertificatePasswordFile);
            findings.Add(await ReachCheck.TlsListenerAsync("Broker TLS", tlsPort, certificate, now, cancellation));
        }
    }

    /// <summary>Ports of the running service, which may differ from the settings where those say "any"; null where none runs.</summary>
    private static Dictionary<string, int>? RunningPorts(string directory)
    {
        try
        {
            var ports = JsonSerializer.Deserialize<Dictionary<string, int?>>(File.ReadAllText(Path.Combine(directory, "ports.json")));
            return (ports ?? []).Where(port => port.Value is not null).ToDictionary(port => port.Key, port => port.Value!.Value);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return []; // Nobody may look: the settings are the best guess.
        }
    }
}
