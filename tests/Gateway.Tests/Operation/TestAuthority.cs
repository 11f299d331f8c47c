using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>A certificate authority of one test, and the certificates that it signs, as PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TestFolder _folder = new();

    public TestAuthority(string name = "CN=Test authority")
    {
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-5), DateTimeOffset.UtcNow.AddYears(5));
        CertificateFile = Write("authority.pem", Certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate { get; }

    public string CertificateFile { get; }

    /// <summary>A server certificate for 127.0.0.1, or for another name.</summary>
    public (string CertificateFile, string KeyFile) Sign(int fromDays = -1, int untilDays = 365, string? name = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.Create(Certificate, now.AddDays(fromDays), now.AddDays(untilDays), RandomNumberGenerator.GetBytes(8));
        return (Write($"{Guid.NewGuid():N}.pem", certificate.ExportCertificatePem()), Write($"{Guid.NewGuid():N}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    private string Write(string name, string pem)
    {
        File.WriteAllText(_folder.File(name), pem);
        return _folder.File(name);
    }
}
