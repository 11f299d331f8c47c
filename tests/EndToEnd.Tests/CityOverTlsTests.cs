using System.Text.Json;
using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>The city's broker behind TLS with user and password, as Jena runs it.</summary>
public sealed class CityOverTlsTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new();
    private readonly Mosquitto _city = new();
    private readonly GatewayProcess _gateway = new();
    private readonly CityCollector _collector = new();
    private readonly int _tlsPort = FreePort.Take();

    public async ValueTask InitializeAsync()
    {
        await _city.StartAsync($"""
            listener {_tlsPort} 127.0.0.1
            certfile {_authority.CertificateFile}
            keyfile {_authority.KeyFile}
            """);
        await _collector.ConnectAsync(_city.Port, _city.User, _city.Password);
        _gateway.ForwardTo(_city);
        _gateway.Set("Sinks__0__Port", _tlsPort.ToString());
        _gateway.Set("Sinks__0__UseTls", "true");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _collector.DisposeAsync();
        await _city.DisposeAsync();
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Readings_reach_a_broker_that_the_authority_vouches_for()
    {
        _gateway.Set("Sinks__0__CaFile", _authority.AuthorityFile);
        await SendAsync();

        await Eventually.TrueAsync(() => _collector.Count == 10, "the readings arrive", () => _gateway.Output);
    }

    [Fact]
    public async Task A_broker_that_nobody_vouches_for_gets_nothing_and_health_says_why()
    {
        _gateway.Set("Sinks__0__CaFile", _stranger.AuthorityFile);
        await SendAsync();

        await Eventually.TrueAsync(
            async () => await _gateway.HealthAsync() is { } health && health.GetProperty("sinks")[0].GetProperty("lastError").ValueKind == JsonValueKind.String,
            "the health report names the sink's error",
            () => _gateway.Output);
        Assert.Equal(0, _collector.Count);
        Assert.DoesNotContain(_city.Password, _gateway.Output, StringComparison.Ordinal);

        // Put right and started again, the same readings arrive.
        await _gateway.KillAsync();
        _gateway.Set("Sinks__0__CaFile", _authority.AuthorityFile);
        await _gateway.StartAsync();
        await Eventually.TrueAsync(() => _collector.Count == 10, "the readings arrive late", () => _gateway.Output);
    }

    private async Task SendAsync()
    {
        await _gateway.StartAsync();
        var nodes = await RegisteredNodes.AddAsync(_gateway, 1);
        await nodes[0].SendAsync(1, 10, perFrame: 5, TestContext.Current.CancellationToken);
    }
}
