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
            findings.Add(await ReachCheck.RemoteAsync("Fremder Broker / outside broker", outside.Host, outside.Port, outside.UseTls, outside.CaFile, now, cancellation));
        }

        foreach (var sink in context.Get<ForwardingOptions>().Sinks)
        {
            findings.Add(await ReachCheck.RemoteAsync($"Senke / sink {sink.Name}", sink.Host, sink.Port, sink.UseTls, sink.CaFile, now, cancellation));
        }

        return findings;
    }

    private static async Task OwnBrokerAsync(
        BrokerOptions broker, IReadOnlyDictionary<string, int> running, DateTimeOffset now, List<Finding> findings, CancellationToken cancellation)
    {
        if (running.GetValueOrDefault("mqtt", broker.Port) is > 0 and var port)
        {
            findings.Add(await ReachCheck.ListenerAsync("Broker", port, cancellation));
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

    /// <summary>Ports of the running service, which may differ from the settings where those say "any".</summary>
    private static Dictionary<string, int> RunningPorts(string directory)
    {
        try
        {
            var ports = JsonSerializer.Deserialize<Dictionary<string, int?>>(File.ReadAllText(Path.Combine(directory, "ports.json")));
            return (ports ?? []).Where(port => port.Value is not null).ToDictionary(port => port.Key, port => port.Value!.Value);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return []; // The service does not run, or nobody may look: the settings are the best guess.
        }
    }
}
