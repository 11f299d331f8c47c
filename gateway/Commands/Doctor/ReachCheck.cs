using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether a host answers on a port, and with TLS, how long its certificate is good.</summary>
internal static class ReachCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to a port of this machine: does the service listen?</summary>
    public static async Task<Finding> ListenerAsync(string name, int port, CancellationToken cancellation)
    {
        var problem = await ConnectAsync("127.0.0.1", port, _ => Task.CompletedTask, cancellation);
        return problem is null
            ? Finding.Good(name, $"Port {port} antwortet / answers")
            : Finding.Warning(name, $"Port {port}: {problem}", "läuft der Dienst? systemctl status jena-gateway / is the service running?");
    }

    /// <summary>Connects to a sink.</summary>
    public static async Task<Finding> SinkAsync(string name, string host, int port, bool useTls, DateTimeOffset now, CancellationToken cancellation)
    {
        Finding? certificate = null;
        var problem = await ConnectAsync(
            host,
            port,
            async client =>
            {
                if (useTls)
                {
                    certificate = await CertificateAsync(name, client, host, now, cancellation);
                }
            },
            cancellation);
        return problem is null
            ? certificate ?? Finding.Good(name, $"{host}:{port} antwortet / answers")
            : Finding.Problem(name, $"{host}:{port}: {problem}", "Adresse, Netz und Firewall prüfen; Messwerte warten inzwischen im Ausgang / check address, network and firewall; readings wait meanwhile");
    }

    private static async Task<string?> ConnectAsync(string host, int port, Func<TcpClient, Task> then, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
            await then(client);
            return null;
        }
        catch (Exception problem) when (problem is SocketException or IOException or AuthenticationException)
        {
            return problem.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"keine Antwort in {Patience.TotalSeconds:0} s / no answer";
        }
    }

    private static async Task<Finding> CertificateAsync(
        string name, TcpClient client, string host, DateTimeOffset now, CancellationToken cancellation)
    {
        // Looks at the certificate only, trusted or not; nothing is sent over this connection.
        using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, LooksOnly);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
        using var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        return CertificateCheck.Judge(name, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), now);
    }

    private static bool LooksOnly(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => certificate is not null;
}
