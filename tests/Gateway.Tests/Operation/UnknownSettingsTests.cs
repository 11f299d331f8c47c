using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Lorawan;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Commands;
using Microsoft.Extensions.Configuration;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>A setting that nobody reads is told, with the name that was probably meant.</summary>
public class UnknownSettingsTests
{
    private static readonly SettingsSection[] Sections =
    [
        new("Gateway", typeof(StorageOptions)), new("Gateway", typeof(ForwardingOptions)), new("Gateway:Readings", typeof(SettlingOptions)),
        new("Gateway:Broker", typeof(BrokerOptions)), new("Gateway:External", typeof(ExternalOptions)), new("Gateway:Lorawan", typeof(LorawanOptions)),
    ];

    [Theory]
    [InlineData("Gateway:MaximumDatabaseMegabytes", "Gateway:Readings:MaximumDatabaseMegabytes")] // at the wrong place
    [InlineData("Gateway:Storage:DataDirectory", "Gateway:DataDirectory")]
    [InlineData("Gateway:Broker:Prot", "Gateway:Broker:Port")]
    [InlineData("Gateway:External:Prot", "Gateway:External:Port")] // of those called alike the nearest
    [InlineData("Gateway:Sinks:0:Pasword", "Gateway:Sinks:0:Password")]
    [InlineData("Gateway:Sinks:Name", "Gateway:Sinks:0:Name")] // an object where a list belongs
    [InlineData("Gateway:Broker:Port:Number", "")]
    [InlineData("Gateway:Lorawan:Servers:0:Hosst", "Gateway:Lorawan:Servers:0:Host")]
    [InlineData("Gateway:Colour", "")]
    [InlineData("Gateway:Broker", "")] // a value where a section belongs
    public void What_nobody_reads_is_found(string key, string meant) => Assert.Equal([(key, meant)], Find((key, "geheim")));

    [Theory]
    [InlineData("gateway:broker:PORT")]
    [InlineData("Gateway:Sinks:0:Name")]
    [InlineData("Gateway:Sinks:17:AcknowledgeSeconds")]
    [InlineData("Gateway:Sinks")] // an empty list
    [InlineData("Gateway:Lorawan:Servers:0:Topics:3")]
    [InlineData("Gateway:DataDirectory")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Gatewayy:Port")] // not ours
    public void What_is_read_is_not_found(string key) => Assert.Empty(Find((key, "1")));

    [Fact]
    public async Task Doctor_tells_it_and_goes_on_and_never_shows_the_value()
    {
        using var cli = new Cli();
        await cli.JsonAsync("node", "add");
        cli.Settings["Gateway:Broker:Port"] = "-1";
        cli.Settings["Gateway:Broker:Enabled"] = "false";
        cli.Settings["Gateway:Broker:Pasword"] = "geheim-4711";

        Assert.Equal(ExitCodes.DoneWithProblems, await cli.RunAsync("doctor"));

        Assert.Contains("Gateway:Broker:Pasword", cli.Output, StringComparison.Ordinal);
        Assert.Contains("Datenbank / database", cli.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_tells_it_at_start_and_the_gateway_runs()
    {
        await using var gateway = await GatewayProcess.StartAsync(_ => [("Gateway__MaximumDatabaseMegabytes", "100"), ("Gateway__Farbe", "geheim-4711")]);
        await Eventually.TrueAsync(() => gateway.Log.Contains("Ready", StringComparison.Ordinal), "ready");

        Assert.Contains("Setting Gateway:MaximumDatabaseMegabytes has no effect", gateway.Log, StringComparison.Ordinal);
        Assert.Contains("Is Gateway:Readings:MaximumDatabaseMegabytes meant?", gateway.Log, StringComparison.Ordinal);
        Assert.Contains("Setting Gateway:Farbe has no effect", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", gateway.Log, StringComparison.Ordinal);
    }

    private static IReadOnlyList<(string Key, string Meant)> Find(params (string Key, string Value)[] settings) =>
        new UnknownSettings(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), Sections).Find();
}
