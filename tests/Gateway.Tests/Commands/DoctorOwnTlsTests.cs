using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>The doctor beside a running service with TLS of its own, and before an outside broker.</summary>
public sealed class DoctorOwnTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Certificate_that_the_running_broker_shows_is_told_with_its_names_and_end()
    {
        var files = _authority.Sign(untilDays: 20);
        await using var gateway = await StartAsync(files);
        using var cli = new Cli(gateway.DataDirectory);
        Configure(cli, files);

        var findings = await FindingsAsync(cli);

        Assert.Equal("good", findings["Broker"].Severity);
        Assert.Equal("warning", findings["Broker TLS"].Severity);
        Assert.Contains("127.0.0.1", findings["Broker TLS"].Text, StringComparison.Ordinal);
        Assert.Contains("bald erneuern", findings["Broker TLS"].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewed_file_that_the_service_does_not_show_yet_asks_for_a_restart()
    {
        await using var gateway = await StartAsync(_authority.Sign());
        using var cli = new Cli(gateway.DataDirectory);
        Configure(cli, _authority.Sign());

        var finding = (await FindingsAsync(cli))["Broker TLS"];

        Assert.Equal("warning", finding.Severity);
        Assert.Contains("restart", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_that_does_not_run_is_a_warning_at_both_ports()
    {
        using var cli = new Cli();
        await cli.AddSiteAsync();
        Configure(cli, _authority.Sign());
        using var port = new TakenPort();
        using var tlsPort = new TakenPort();
        (cli.Settings["Gateway:Broker:Port"], cli.Settings["Gateway:Broker:TlsPort"]) = ($"{port.Number}", $"{tlsPort.Number}");

        var findings = await FindingsAsync(cli);

        Assert.All((string[])["Broker", "Broker TLS"], name => Assert.Equal("warning", findings[name].Severity));
        Assert.Contains("systemctl status", findings["Broker TLS"].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_broker_that_is_away_is_a_problem_and_one_that_answers_is_good()
    {
        using var cli = new Cli();
        await cli.AddSiteAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        cli.Settings["Gateway:Broker:Enabled"] = "false";
        cli.Settings["Gateway:External:Enabled"] = "true";
        cli.Settings["Gateway:External:Host"] = "127.0.0.1";
        cli.Settings["Gateway:External:UseTls"] = "false";
        cli.Settings["Gateway:External:Port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        Assert.Equal("good", (await FindingsAsync(cli))["Fremder Broker / outside broker"].Severity);

        using var away = new TakenPort();
        cli.Settings["Gateway:External:Port"] = $"{away.Number}";
        var findings = await FindingsAsync(cli);

        Assert.Equal("problem", findings["Fremder Broker / outside broker"].Severity);
        Assert.DoesNotContain("Broker", findings.Keys);
    }

    [Fact]
    public async Task Key_file_of_another_database_is_a_problem_that_says_what_to_put_back()
    {
        using var cli = new Cli();
        await cli.JsonAsync("node", "add");
        var keyFile = Path.Combine(cli.Data, "node-keys.secret");
        File.Delete(keyFile);
        Jena.SensorNode.Gateway.Nodes.Keys.KeyFile.ReadOrCreate(keyFile);

        var finding = (await FindingsAsync(cli))["Schlüsseldatei / key file"];

        Assert.Equal("problem", finding.Severity);
        Assert.Contains("Sicherung", finding.Advice, StringComparison.Ordinal);
    }

    private static Task<RunningGateway> StartAsync((string CertificateFile, string KeyFile) files) => RunningGateway.StartAsync(
        ["--Gateway:Broker:TlsPort=0", $"--Gateway:Broker:CertificateFile={files.CertificateFile}", $"--Gateway:Broker:CertificateKeyFile={files.KeyFile}"]);

    private static void Configure(Cli cli, (string CertificateFile, string KeyFile) files)
    {
        cli.Settings["Gateway:Broker:TlsPort"] = "0";
        cli.Settings["Gateway:Broker:CertificateFile"] = files.CertificateFile;
        cli.Settings["Gateway:Broker:CertificateKeyFile"] = files.KeyFile;
    }

    private static async Task<Dictionary<string, (string Severity, string Text, string Advice)>> FindingsAsync(Cli cli)
    {
        await cli.RunAsync("doctor", "--json");
        using var findings = JsonDocument.Parse(cli.Output);
        return findings.RootElement.EnumerateArray().Where(finding => !finding.GetProperty("check").GetString()!.StartsWith("Daten", StringComparison.Ordinal)).ToDictionary(
            finding => finding.GetProperty("check").GetString()!,
            finding => (finding.GetProperty("severity").GetString()!, finding.GetProperty("text").GetString()!, finding.GetProperty("advice").GetString()!));
    }
}
