using System.Net;
using System.Text.Json;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Operation;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Where the gateway itself listens: pages and broker. Beside a running service its ports are taken as they should be, else by another program.</summary>
internal static class OwnListeners
{
    /// <summary>Checks what the settings have listening.</summary>
    public static async Task CheckAsync(CommandContext context, DateTimeOffset now, List<Finding> findings, CancellationToken cancellation)
    {
        var running = RunningPorts(context.DataDirectory);
        await PagesAsync(context.Get<WebOptions>(), running, findings, cancellation);
        if (context.Get<BrokerOptions>() is { Enabled: true } broker)
        {
            await BrokerAsync(broker, running, now, findings, cancellation);
        }
    }

    private static async Task PagesAsync(WebOptions web, Dictionary<string, int>? running, List<Finding> findings, CancellationToken cancellation)
    {
        const string Name = "Dienst / service";
        var address = Local(web.Address);
        if (running is not null)
        {
            findings.AddRange(await ServiceCheck.RunAsync(address, running.GetValueOrDefault("web", web.Port), cancellation));
        }
        else if (web.Port > 0 && (await ReachCheck.ListenerAsync(Name, address, web.Port, cancellation)).Severity == Severity.Good)
        {
            findings.Add(ReachCheck.Taken(Name, web.Port, "Gateway:Web:Port"));
        }
        else
        {
            findings.Add(Finding.Warning(Name, "läuft nicht / does not run", "systemctl start jena-gateway"));
        }
    }

    private static async Task BrokerAsync(
        BrokerOptions broker, Dictionary<string, int>? running, DateTimeOffset now, List<Finding> findings, CancellationToken cancellation)
    {
        var isStopped = running is null;
        running ??= [];
        var address = Local(broker.Address);
        if (running.GetValueOrDefault("mqtt", broker.Port) is > 0 and var port)
        {
            var listener = await ReachCheck.ListenerAsync("Broker", address, port, cancellation);
            findings.Add(isStopped && listener.Severity == Severity.Good ? ReachCheck.Taken("Broker", port, "Gateway:Broker:Port") : listener);
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
            findings.Add(await ReachCheck.TlsListenerAsync("Broker TLS", address, tlsPort, certificate, now, cancellation));
        }
    }

    // One that listens at all addresses listens at this one too.
    private static string Local(string address) =>
        address.Length == 0 || IPAddress.Parse(address) is var parsed && (parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any)) ? "127.0.0.1" : address;

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
