using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Lorawan;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Who must be reached: the gateway's own ports, an outside broker, the sinks, the brokers of network servers.</summary>
internal static class ConnectionChecks
{
    /// <summary>Checks all that the settings name.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var now = context.Get<TimeProvider>().GetUtcNow();
        var findings = new List<Finding>();
        await OwnListeners.CheckAsync(context, now, findings, cancellation);
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

        foreach (var server in context.Get<LorawanOptions>().Servers)
        {
            var login = new SinkOptions
            {
                Host = server.Host,
                Port = server.Port,
                UseTls = server.UseTls,
                CaFile = server.CaFile,
                User = server.User,
                Password = server.Password,
                PasswordFile = server.PasswordFile,
            };
            await RemoteAsync($"LoRaWAN {server.Name}", login, now, findings, cancellation);
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
}
