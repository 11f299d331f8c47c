using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether a server's certificate is good in time, for its name, and by somebody whom the gateway trusts.</summary>
internal static class TlsCheck
{
    /// <summary>Shakes hands and looks at the certificate; nothing else is sent over this connection.</summary>
    /// <param name="name">Name of the finding.</param>
    /// <param name="stream">The connection.</param>
    /// <param name="host">Name that the certificate must have.</param>
    /// <param name="caFile">PEM file with the authorities to trust; empty = those of the system.</param>
    /// <param name="now">Gateway's time.</param>
    /// <param name="cancellation">Ends the wait for the server.</param>
    public static async Task<Finding> RunAsync(string name, Stream stream, string host, string caFile, DateTimeOffset now, CancellationToken cancellation)
    {
        var distrust = "";
        using var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, errors) =>
        {
            distrust = certificate is null ? "" : Distrust(certificate, chain, errors, caFile);
            return certificate is not null;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
        using var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        var time = CertificateCheck.Judge(name, certificate, now);
        return time.Severity == Severity.Problem || distrust.Length == 0
            ? time
            : Finding.Problem(name, $"{host}: {distrust}", "CaFile auf das Zertifikat ihrer Stelle setzen (PEM) und Host wie im Zertifikat schreiben / set CaFile, and Host as in the certificate");
    }

    /// <summary>
    /// Shakes hands with the gateway's own broker: the certificate that it shows is the one of the settings and good in time. A
    /// renewed file is not served before the service starts again.
    /// </summary>
    public static async Task<Finding> OwnAsync(string name, Stream stream, X509Certificate2 configured, DateTimeOffset now, CancellationToken cancellation)
    {
        using var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, cancellation);
        using var served = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        return served.Thumbprint == configured.Thumbprint
            ? CertificateCheck.Judge(name, served, now)
            : Finding.Warning(name, "der Dienst zeigt noch ein anderes Zertifikat als die Datei / the service still shows another certificate than the file", "systemctl restart jena-gateway");
    }

    private static string Distrust(X509Certificate certificate, X509Chain? sent, SslPolicyErrors errors, string caFile)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "Zertifikat gilt für einen anderen Namen / certificate is for another name";
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Whether it is good in time is judged apart, by the gateway's clock.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        if (caFile.Length > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(caFile);
        }

        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(element => element.Certificate).ToArray());
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy) ? "" : $"Zertifikat ist von keiner vertrauten Stelle / certificate is not trusted ({string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct())})";
    }
}
