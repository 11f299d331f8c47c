using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether a host answers on a port, and with TLS, how long its certificate is good.</summary>
internal static class ReachCheck
{
    /// <summary>What to do where the service should answer.</summary>
    public const string IsServiceRunning = "läuft der Dienst? systemctl status jena-gateway / is the service running?";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to a port of this machine: does the service listen?</summary>
    public static async Task<Finding> ListenerAsync(string name, string address, int port, CancellationToken cancellation)
    {
        var problem = await ConnectAsync(address, port, (_, _) => Task.CompletedTask, cancellation);
        return problem is null
            ? Finding.Good(name, $"Port {port} antwortet / answers")
            : Finding.Warning(name, $"Port {port}: {problem}", IsServiceRunning);
    }

    /// <summary>Another program has the port: the service will not start.</summary>
    public static Finding Taken(string name, int port, string setting) => Finding.Problem(
        name,
        $"Port {port} ist belegt, und der Dienst läuft nicht / is taken, and the service does not run",
        WhoListens(port, setting));

    /// <summary>What to do about another program at a port.</summary>
    public static string WhoListens(int port, string setting) =>
        $"„ss -ltnp 'sport = :{port}'“ zeigt, wer lauscht: beenden, oder {setting} ändern / stop that program, or change the port";

    /// <summary>Connects to the gateway's own TLS port and looks at the certificate that it shows.</summary>
    public static async Task<Finding> TlsListenerAsync(
        string name, string address, int port, X509Certificate2 configured, DateTimeOffset now, CancellationToken cancellation)
    {
        Finding? certificate = null;
        var problem = await ConnectAsync(
            address,
            port,
            async (client, patience) => certificate = await TlsCheck.OwnAsync(name, client.GetStream(), configured, now, patience),
            cancellation);
        return certificate ?? Finding.Warning(name, $"Port {port}: {problem}", IsServiceRunning);
    }

    /// <summary>Connects to a sink or an outside broker.</summary>
    public static async Task<Finding> RemoteAsync(
        string name, string host, int port, bool useTls, string caFile, DateTimeOffset now, CancellationToken cancellation)
    {
        Finding? certificate = null;
        var problem = await ConnectAsync(
            host,
            port,
            async (client, patience) =>
            {
                if (useTls)
                {
                    certificate = await TlsCheck.RunAsync(name, client.GetStream(), host, caFile, now, patience);
                }
            },
            cancellation);
        return problem is null
            ? certificate ?? Finding.Good(name, $"{host}:{port} antwortet / answers")
            : Finding.Problem(name, $"{host}:{port}: {problem}", "Adresse, Netz und Firewall prüfen; Messwerte warten inzwischen / check address, network and firewall; readings wait meanwhile");
    }

    private static async Task<string?> ConnectAsync(string host, int port, Func<TcpClient, CancellationToken, Task> then, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
            await then(client, patience.Token);
            return null;
        }
        catch (Exception problem) when (problem is SocketException or IOException or AuthenticationException or CryptographicException)
        {
            return problem.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"keine Antwort in {Patience.TotalSeconds:0} s / no answer";
        }
    }
}
