using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Doctor;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class DoctorTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Certificate_of_a_trusted_authority_is_good()
    {
        var finding = await CheckAsync(_authority.Sign(), _authority.CertificateFile);

        Assert.Equal((Severity.Good, ""), (finding.Severity, finding.Advice));
    }

    [Theory]
    [InlineData(-10, -1, Severity.Problem, "erneuern")]
    [InlineData(5, 100, Severity.Problem, "erneuern")]
    [InlineData(-10, 20, Severity.Warning, "bald erneuern")]
    public async Task Expired_future_or_soon_expiring_certificate_is_told(int fromDays, int untilDays, object severity, string advice)
    {
        var finding = await CheckAsync(_authority.Sign(fromDays, untilDays), _authority.CertificateFile);

        Assert.Equal(severity, finding.Severity);
        Assert.Contains(advice, finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Certificate_of_an_unknown_authority_is_a_problem_that_names_the_setting(bool hasOtherAuthority)
    {
        using var other = new TestAuthority("CN=Another authority");

        var finding = await CheckAsync(_authority.Sign(), hasOtherAuthority ? other.CertificateFile : "");

        Assert.Equal(Severity.Problem, finding.Severity);
        Assert.Contains("keiner vertrauten Stelle", finding.Text, StringComparison.Ordinal);
        Assert.Contains("CaFile", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_for_another_name_is_a_problem()
    {
        var finding = await CheckAsync(_authority.Sign(name: "broker.example"), _authority.CertificateFile);

        Assert.Equal(Severity.Problem, finding.Severity);
        Assert.Contains("anderen Namen", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_speaks_no_TLS_is_a_problem()
    {
        await using var city = await TestCity.StartAsync();

        var finding = await ReachCheck.RemoteAsync("Senke", "127.0.0.1", city.Port, useTls: true, "", DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);

        Assert.Equal(Severity.Problem, finding.Severity);
    }

    [Fact]
    public async Task Command_looks_at_the_sink_of_the_settings_with_its_authority_and_at_the_brokers_own_certificate()
    {
        using var cli = new Cli();
        await cli.JsonAsync("node", "add");
        var (port, serving) = Serve(_authority.Sign());
        var (expired, _) = _authority.Sign(-10, -1);
        cli.Settings["Gateway:Broker:Port"] = "0";
        cli.Settings["Gateway:Broker:CertificateFile"] = expired;
        cli.Settings["Gateway:Sinks:0:Name"] = "stadt";
        cli.Settings["Gateway:Sinks:0:Host"] = "127.0.0.1";
        cli.Settings["Gateway:Sinks:0:Port"] = $"{port}";
        cli.Settings["Gateway:Sinks:0:CaFile"] = _authority.CertificateFile;

        Assert.Equal(ExitCodes.Failed, await cli.RunAsync("doctor"));
        await serving;

        Assert.Contains("gut      Senke / sink stadt: gültig bis", cli.Output, StringComparison.Ordinal);
        Assert.Contains("FEHLER   Zertifikat / certificate: gültig bis", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_in_PKCS12_is_read_with_its_password_file()
    {
        using var folder = new TestFolder();
        var (certificateFile, keyFile) = _authority.Sign();
        using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        await File.WriteAllBytesAsync(folder.File("broker.pfx"), certificate.Export(X509ContentType.Pkcs12, "Lindenblüte"), TestContext.Current.CancellationToken);
        var password = folder.File("password");
        await File.WriteAllTextAsync(password, "Lindenblüte\n", TestContext.Current.CancellationToken);

        Assert.Equal(Severity.Good, CertificateCheck.Run("x", folder.File("broker.pfx"), password, DateTimeOffset.UtcNow).Severity);
        Assert.Equal(Severity.Problem, CertificateCheck.Run("x", folder.File("broker.pfx"), null, DateTimeOffset.UtcNow).Severity);
    }

    private static async Task<Finding> CheckAsync((string CertificateFile, string KeyFile) certificate, string caFile)
    {
        var (port, serving) = Serve(certificate);
        var finding = await ReachCheck.RemoteAsync("Senke", "127.0.0.1", port, useTls: true, caFile, DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        await serving;
        return finding;
    }

    /// <summary>A server with this certificate, for one connection.</summary>
    private static (int Port, Task Done) Serve((string CertificateFile, string KeyFile) files)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (((IPEndPoint)listener.LocalEndpoint).Port, ServeAsync(listener, files));
    }

    private static async Task ServeAsync(TcpListener listening, (string CertificateFile, string KeyFile) files)
    {
        using var listener = listening;
        using var certificate = X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile);
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The doctor looks and leaves.
        }
    }
}
