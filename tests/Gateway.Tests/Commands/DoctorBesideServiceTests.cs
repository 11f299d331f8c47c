using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>The doctor beside a service that runs on the same data: it changes nothing there, and hears what only the service knows.</summary>
public sealed class DoctorBesideServiceTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Sound_service_is_good_and_is_not_disturbed()
    {
        await using var gateway = await StartAsync();
        await gateway.AddNodeAsync();
        var files = Files();

        for (var round = 0; round < 3; round++)
            Assert.All(await FindingsAsync(), finding => Assert.True(finding.Severity == "good" || finding.Check == "Uhr / clock", $"{finding}"));

        Assert.Equal(files, Files());
        Assert.Empty(gateway.Get<IncidentBook>().All);
        Assert.Empty(await gateway.FindingsAsync());
        Assert.Equal(0, gateway.Get<BrokerService>().Connections);
        Assert.Equal(2, (await gateway.AddNodeAsync()).DeviceId);
        Assert.False(gateway.Get<DatabaseWriter>().State.IsFailing);
    }

    [Fact]
    public async Task Service_that_listens_at_one_address_only_is_found_there()
    {
        await using var gateway = await StartAsync("--Gateway:Web:Address=127.0.0.2", "--Gateway:Broker:Address=127.0.0.2");
        (_cli.Settings["Gateway:Web:Address"], _cli.Settings["Gateway:Broker:Address"]) = ("127.0.0.2", "127.0.0.2");

        var findings = await FindingsAsync();

        Assert.All((string[])["Broker", "Dienst / service"], name => Assert.Equal("good", findings.Single(finding => finding.Check == name).Severity));
    }

    [Fact]
    public async Task What_the_service_finds_at_itself_is_told()
    {
        await using var gateway = await StartAsync();
        gateway.Get<IncidentBook>().Note("00000007", IncidentKind.ClonedNode, "zwei Geräte");

        var told = (await FindingsAsync()).Where(finding => finding.Check == "Dienst / service").ToList();

        Assert.Equal("warning", Assert.Single(told).Severity);
        Assert.Contains("vorfaelle", told[0].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_that_cannot_write_is_a_problem()
    {
        await using var gateway = await StartAsync();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_cli.Data, "gateway.db")};Pooling=False");
        other.Open();
        using var held = other.BeginTransaction();
        var waiting = gateway.AddNodeAsync();
        await Eventually.TrueAsync(() => gateway.Get<DatabaseWriter>().State.IsFailing, "the service notices");

        var told = (await FindingsAsync()).First(finding => finding.Check == "Dienst / service");

        Assert.Equal("problem", told.Severity);
        Assert.Contains("Es kann nichts gespeichert werden", told.Text, StringComparison.Ordinal);
        held.Rollback();
        Assert.Equal(1, (await waiting).DeviceId);
    }

    [Fact]
    public async Task Pages_port_in_the_hand_of_another_program_is_a_problem_and_a_service_that_does_not_run_is_told()
    {
        await _cli.JsonAsync("node", "add");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _cli.Settings["Gateway:Web:Port"] = $"{((IPEndPoint)other.LocalEndpoint).Port}";
        var taken = (await FindingsAsync()).Single(finding => finding.Check == "Dienst / service");
        _cli.Settings["Gateway:Web:Port"] = "0";
        var stopped = (await FindingsAsync()).Single(finding => finding.Check == "Dienst / service");

        Assert.Equal("problem", taken.Severity);
        Assert.Contains("Gateway:Web:Port", taken.Advice, StringComparison.Ordinal);
        Assert.Equal("warning", stopped.Severity);
        Assert.Contains("läuft nicht", stopped.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n")]
    [InlineData("")]
    public async Task Another_program_at_the_port_of_a_service_that_was_killed_is_not_taken_for_it(string answer)
    {
        await _cli.JsonAsync("node", "add");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await File.WriteAllTextAsync(
            Path.Combine(_cli.Data, "ports.json"), $$"""{ "web": {{((IPEndPoint)other.LocalEndpoint).Port}} }""", TestContext.Current.CancellationToken);
        var findings = FindingsAsync();
        await AnswerAsync(other, answer);

        Assert.Equal("problem", (await findings).Single(finding => finding.Check == "Dienst / service").Severity);
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = await listener.AcceptTcpClientAsync(cancellation);
        _ = await client.GetStream().ReadAsync(new byte[1000], cancellation);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellation);
    }

    private Task<RunningGateway> StartAsync(params string[] settings)
    {
        (_cli.Settings["Gateway:Broker:Port"], _cli.Settings["Gateway:Web:Port"]) = ("0", "0");
        return RunningGateway.StartAsync(settings, dataDirectory: _cli.Data);
    }

    private List<string> Files() => [.. Directory.GetFiles(_cli.Data).Select(file => Path.GetFileName(file)).Order()];

    private async Task<List<Told>> FindingsAsync()
    {
        await _cli.RunAsync("doctor", "--json");
        Assert.Equal("", _cli.Error);
        return JsonSerializer.Deserialize<List<Told>>(_cli.Output, JsonSerializerOptions.Web)!;
    }

    private sealed record Told(string Check, string Severity, string Text, string Advice);
}
