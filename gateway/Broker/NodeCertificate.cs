using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// The certificate of the TLS port, with the intermediate ones of its file. A renewed file is taken while running; one that
/// cannot be loaded leaves the certificate of before in force and is told.
/// </summary>
internal sealed partial class NodeCertificate
{
    /// <summary>The files are looked at again after this time at the earliest.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly BrokerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private SslStreamCertificateContext _context;
    private byte[] _content;
    private long _looked;
    private string? _error;

    /// <summary>Loads it.</summary>
    /// <exception cref="CryptographicException">It is no certificate with its key.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public NodeCertificate(BrokerOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log, _looked) = (options, time, log, time.GetTimestamp());
        _content = Content();
        _context = Load();
    }

    /// <summary>Why the newest file is not in force; null while it is.</summary>
    public string? Error
    {
        get
        {
            Current();
            return _error;
        }
    }

    /// <summary>What to show the next node.</summary>
    public SslStreamCertificateContext Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) >= Pace)
            {
                _looked = _time.GetTimestamp();
                Look();
            }

            return _context;
        }
    }

    private void Look()
    {
        try
        {
            // The content and not its time: a renewal often turns a link to another file.
            var content = Content();
            if (content.AsSpan().SequenceEqual(_content) && _error is null)
                return;

            // The one of before is left to the collector: handshakes may still be using it, and renewals are rare.
            if (!content.AsSpan().SequenceEqual(_content))
            {
                (_context, _content) = (Load(), content);
                LogRenewed(_context.TargetCertificate.NotAfter);
            }

            _error = null;
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (_error != problem.Message)
                LogBroken(problem.Message);
            _error = problem.Message;
        }
    }

    private byte[] Content() => [.. Hash(_options.CertificateFile), .. Hash(_options.CertificateKeyFile), .. Hash(_options.CertificatePasswordFile)];

    private static byte[] Hash(string file) => file.Length > 0 ? SHA256.HashData(File.ReadAllBytes(file)) : [];

    private SslStreamCertificateContext Load()
    {
        X509Certificate2Collection all = [];
        X509Certificate2 own;
        if (_options.CertificateKeyFile.Length > 0)
        {
            own = X509Certificate2.CreateFromPemFile(_options.CertificateFile, _options.CertificateKeyFile);
            all.ImportFromPemFile(_options.CertificateFile);
        }
        else
        {
            var password = _options.CertificatePasswordFile.Length > 0 ? File.ReadAllText(_options.CertificatePasswordFile).Trim() : null;
            all = X509CertificateLoader.LoadPkcs12CollectionFromFile(_options.CertificateFile, password);
            own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException($"{_options.CertificateFile} holds no private key.");
        }

        X509Certificate2Collection others = [.. all.Where(certificate => certificate.Thumbprint != own.Thumbprint)];
        return SslStreamCertificateContext.Create(own, others, offline: true);
    }

    [LoggerMessage(LogLevel.Information, "The TLS certificate for nodes was renewed, it is valid until {Until:u}.")]
    private partial void LogRenewed(DateTimeOffset until);

    [LoggerMessage(LogLevel.Warning, "The new TLS certificate for nodes could not be loaded, the one of before stays in force: {Reason}")]
    private partial void LogBroken(string reason);
}
