using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>How long a certificate is good.</summary>
internal static class CertificateCheck
{
    private const int SoonDays = 30;

    /// <summary>Checks a certificate file (PEM or DER).</summary>
    public static Finding Run(string name, string path, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return Judge(name, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), now);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Finding.Problem(name, $"{path}: {problem.Message}", "Pfad, Rechte und Format (PEM) prüfen / check path, rights and format");
        }
    }

    /// <summary>Judges the time that a certificate is good.</summary>
    public static Finding Judge(string name, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var text = $"gültig bis {until.UtcDateTime:yyyy-MM-dd} / valid until";
        if (now >= until || now < from)
        {
            return Finding.Problem(name, text, "erneuern; bis dahin verbindet sich niemand über TLS / renew it");
        }

        return until - now < TimeSpan.FromDays(SoonDays)
            ? Finding.Warning(name, text, "bald erneuern / renew it soon")
            : Finding.Good(name, text);
    }
}
