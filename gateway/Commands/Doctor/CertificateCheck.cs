using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>How long a certificate is good.</summary>
internal static class CertificateCheck
{
    private const int SoonDays = 30;

    /// <summary>Checks a certificate file: PEM, DER, or PKCS#12 with the password in a file of its own (null or empty = none).</summary>
    public static Finding Run(string name, string path, string? passwordFile, DateTimeOffset now)
    {
        try
        {
            using var certificate = Load(path, passwordFile);
            return Judge(name, certificate, now);
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Finding.Problem(name, $"{path}: {problem.Message}", "Pfad, Rechte und Format (PEM) prüfen / check path, rights and format");
        }
    }

    /// <summary>Judges the time that a certificate is good, and says for which names.</summary>
    public static Finding Judge(string name, X509Certificate2 certificate, DateTimeOffset now)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .DefaultIfEmpty(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        var judged = Judge(name, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), now);
        return judged with { Text = $"{judged.Text}, für / for {string.Join(", ", names)}" };
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

    /// <summary>Reads a certificate file.</summary>
    public static X509Certificate2 Load(string path, string? passwordFile) =>
        X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
            ? X509CertificateLoader.LoadPkcs12FromFile(path, string.IsNullOrEmpty(passwordFile) ? null : File.ReadAllText(passwordFile).Trim())
            : X509CertificateLoader.LoadCertificateFromFile(path);
}
