using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>A broker that answers is not yet one that takes the gateway.</summary>
public sealed class DoctorLoginTests : IAsyncDisposable
{
    private const string Secret = "geheim-Arzt-4720";
    private readonly Cli _cli = new();
    private readonly List<string> _clients = [];
    private readonly MqttServer _broker;
    private readonly int _port;

    public DoctorLoginTests()
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(0).Build();
        _broker = new MqttServerFactory().CreateMqttServer(options);
        _broker.ValidatingConnectionAsync += connection =>
        {
            lock (_clients)
                _clients.Add(connection.ClientId);
            if (connection.UserName != "stadtgruen" || connection.Password != Secret)
                connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        _broker.StartAsync().GetAwaiter().GetResult();
        _port = options.DefaultEndpointOptions.Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.StopAsync(new MqttServerStopOptions());
        _broker.Dispose();
        _cli.Dispose();
    }

    [Theory]
    [InlineData("Sinks:0", "stadtgruen", Secret, "good")]
    [InlineData("Sinks:0", "stadtgruen", "geheim-falsch", "problem")]
    [InlineData("Sinks:0", "", "", "problem")]
    [InlineData("Lorawan:Servers:0", "stadtgruen", Secret, "good")]
    [InlineData("Lorawan:Servers:0", "stadtgruen", "geheim-falsch", "problem")]
    [InlineData("External", "stadtgruen", Secret, "good")]
    [InlineData("External", "jemand", Secret, "problem")]
    public async Task Refused_password_is_told_apart_from_an_address_that_does_not_answer(string section, string user, string password, string severity)
    {
        await _cli.JsonAsync("node", "add");
        Broker(section, _port);
        if (user.Length > 0)
        {
            _cli.Settings[$"Gateway:{section}:User"] = user;
            _cli.Settings[$"Gateway:{section}:PasswordFile"] = _cli.Write("password", password + "\n");
        }

        var name = section switch { "External" => "Fremder Broker / outside broker", "Sinks:0" => "Senke / sink stadt", _ => "LoRaWAN stadt" };
        var findings = (await FindingsAsync()).Where(finding => finding.Check.Contains(": ", StringComparison.Ordinal) || finding.Check == name).ToDictionary(finding => finding.Check);

        Assert.Equal("good", findings[name].Severity);
        Assert.Equal(severity, findings[$"{name}: Anmeldung / login"].Severity);
        Assert.Equal(severity == "problem", findings[$"{name}: Anmeldung / login"].Advice.Contains("PasswordFile", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", _cli.Output, StringComparison.Ordinal);
        // Not the id of the service, which the broker would throw out for it.
        Assert.All(_clients, id => Assert.StartsWith("jena-doctor-", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_that_is_no_broker_does_not_hold_the_doctor()
    {
        await _cli.JsonAsync("node", "add");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Broker("Sinks:0", ((IPEndPoint)silent.LocalEndpoint).Port);

        Assert.Contains(await FindingsAsync(), finding => finding is { Check: "Senke / sink stadt: Anmeldung / login", Severity: "problem" });
    }

    [Fact]
    public async Task Port_of_the_gateway_in_the_hand_of_another_program_is_a_problem()
    {
        await _cli.JsonAsync("node", "add");
        _cli.Settings["Gateway:Broker:Port"] = $"{_port}";

        var taken = (await FindingsAsync()).Single(finding => finding.Check == "Broker");

        Assert.Equal("problem", taken.Severity);
        Assert.Contains($":{_port}", taken.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_of_the_gateway_in_its_own_hand_is_good()
    {
        await using var gateway = await RunningGateway.StartAsync(dataDirectory: _cli.Data);

        Assert.Equal("good", (await FindingsAsync()).Single(finding => finding.Check == "Broker").Severity);
    }

    private void Broker(string section, int port)
    {
        _cli.Settings["Gateway:Broker:Port"] = "0";
        foreach (var (name, value) in new[] { ("Name", "stadt"), ("Enabled", "true"), ("Host", "127.0.0.1"), ("Port", $"{port}"), ("UseTls", "false") })
            _cli.Settings[$"Gateway:{section}:{name}"] = value;
    }

    private async Task<List<(string Check, string Severity, string Advice)>> FindingsAsync()
    {
        await _cli.RunAsync("doctor", "--json");
        using var json = JsonDocument.Parse(_cli.Output);
        return [.. json.RootElement.EnumerateArray().Select(finding =>
            (finding.GetProperty("check").GetString()!, finding.GetProperty("severity").GetString()!, finding.GetProperty("advice").GetString()!))];
    }
}
