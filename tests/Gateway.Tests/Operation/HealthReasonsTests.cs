using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Operation.Health;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Each reason says what is wrong, what to do, and which setting is meant, in both languages.</summary>
public sealed class HealthReasonsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_wrong_with_a_new_gateway()
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.DoesNotContain(Findings(gateway), finding => finding.Part != "disk");
    }

    [Fact]
    public async Task Connections_that_are_all_in_use_are_told_with_their_setting()
    {
        await using var gateway = await RunningGateway.StartAsync(["--Gateway:Broker:MaximumConnections=2"]);
        var (first, second) = (await gateway.AddNodeAsync(), await gateway.AddNodeAsync());
        await using var one = await TestNode.ConnectAsync(gateway.MqttPort, first);
        Assert.DoesNotContain(Findings(gateway), finding => finding.Part == "broker");

        await using var two = await TestNode.ConnectAsync(gateway.MqttPort, second);

        await Eventually.TrueAsync(() => Findings(gateway).Any(finding => finding.Part == "broker"), "told");
        var finding = Findings(gateway).Single(finding => finding.Part == "broker");
        Assert.Equal(HealthStatus.Degraded, finding.Status);
        Assert.All([finding.Reason, finding.ReasonEnglish], text => Assert.Contains("2", text, StringComparison.Ordinal));
        Assert.All([finding.Reason, finding.ReasonEnglish], text => Assert.Contains("Gateway:Broker:MaximumConnections", text, StringComparison.Ordinal));
        Assert.Contains("Gateway:Broker:MaximumConnections", await gateway.PageAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_certificate_that_cannot_be_loaded_is_told_until_a_good_one_lies_there()
    {
        using var authority = new TestAuthority();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (certificate, key) = authority.Sign();
        await using var gateway = await RunningGateway.StartAsync(
            ["--Gateway:Broker:TlsPort=0", $"--Gateway:Broker:CertificateFile={certificate}", $"--Gateway:Broker:CertificateKeyFile={key}"],
            builder => builder.Services.AddSingleton<TimeProvider>(time));
        var good = await File.ReadAllTextAsync(certificate, Cancellation);

        await File.WriteAllTextAsync(certificate, "renewal went wrong", Cancellation);
        time.Advance(NodeCertificate.Pace);

        var finding = Findings(gateway).Single(finding => finding.Part == "certificate");
        Assert.All([finding.Reason, finding.ReasonEnglish], text => Assert.Contains("Gateway:Broker:CertificateFile", text, StringComparison.Ordinal));
        Assert.Contains("das bisherige gilt weiter", await gateway.PageAsync(""), StringComparison.Ordinal);

        await File.WriteAllTextAsync(certificate, good, Cancellation);
        time.Advance(NodeCertificate.Pace);
        Assert.DoesNotContain(Findings(gateway), finding => finding.Part == "certificate");
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Samples_that_went_before_a_sink_had_them_are_told_for_a_month(int daysAgo, bool isTold)
    {
        using var folder = new TestFolder();
        await using (var before = await RunningGateway.StartAsync(dataDirectory: folder.Path))
        {
            await before.Get<DatabaseWriter>().WriteAsync(
                connection => connection.Run("UPDATE retention_state SET unforwarded = 77, last_ms = $then", ("$then", DateTimeOffset.UtcNow.AddDays(-daysAgo).ToUnixTimeMilliseconds())), Cancellation);
        }

        await using var gateway = await RunningGateway.StartAsync(dataDirectory: folder.Path);

        Assert.Equal(77, gateway.Get<Retention>().State.UnforwardedSamples);
        var told = Findings(gateway).Where(finding => finding.Part == "room").ToList();
        Assert.Equal(isTold, told.Count == 1);
        Assert.All(told, finding => Assert.Contains("Gateway:Readings:MaximumDatabaseMegabytes", finding.Reason, StringComparison.Ordinal));
        Assert.All(told, finding => Assert.Contains("77 samples", finding.ReasonEnglish, StringComparison.Ordinal));
    }

    private static IReadOnlyList<HealthFinding> Findings(RunningGateway gateway) => gateway.Get<HealthModel>().Findings();
}
