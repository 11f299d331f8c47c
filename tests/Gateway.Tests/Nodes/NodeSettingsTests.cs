using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Reports;
using Jena.SensorNode.Gateway.Nodes.Settings;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class NodeSettingsTests
{
    private static readonly NodeSettings Provisioned = new() { GatewayHost = "10.0.0.1" };

    [Fact]
    public async Task Node_without_settings_gets_no_message()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        Assert.Null(registry.Get<INodeSettingsSource>().MessageFor(node.NodeId));
        Assert.Null(registry.Get<INodeSettingsSource>().MessageFor(77));
        Assert.Empty(registry.Get<INodeSettingsSource>().NodesWithSettings());
    }

    [Fact]
    public async Task Message_is_what_the_node_accepts_with_the_values_wanted()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await ChangeAsync(registry, node.NodeId, settings => settings.SamplingIntervalSeconds = 300);

        var accepted = Parse(registry, node.NodeId, node.Key).Settings!;
        Assert.Equal(1u, accepted.Version);
        Assert.Equal(300u, accepted.SamplingIntervalSeconds);
        Assert.Equal("gateway.example", accepted.GatewayHost);
        Assert.Equal((uint)registry.Time.GetUtcNow().ToUnixTimeSeconds(), accepted.ClockHintUnixSeconds);
        Assert.Equal(node.Layout.Write(), accepted.Layout!.Write());
        Assert.Equal([node.NodeId], registry.Get<INodeSettingsSource>().NodesWithSettings());
    }

    [Fact]
    public async Task Battery_tiers_stay_those_of_provisioning_until_somebody_names_others()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var lithiumAa = new NodeSettings { GatewayHost = "10.0.0.1", HalfRateBelowMillivolts = 2900, EighthRateBelowMillivolts = 2820, HeartbeatBelowMillivolts = 2740 };
        int HalfRate() => NodeSettings.Parse(registry.Get<INodeSettingsSource>().MessageFor(node.NodeId)!, node.NodeId, node.Key, 0, lithiumAa).Settings!.HalfRateBelowMillivolts;
        var tiers = SettingField.All.Single(field => field.Name == "battery-tiers");

        await ChangeAsync(registry, node.NodeId, settings => settings.SamplingIntervalSeconds = 300);
        Assert.Equal(2900, HalfRate());

        await ChangeAsync(registry, node.NodeId, settings => Assert.True(tiers.TrySet(settings, "3450/3300/3100")));
        Assert.Equal(3450, HalfRate());

        await ChangeAsync(registry, node.NodeId, settings => Assert.True(tiers.TrySet(settings, "provisioned")));
        Assert.Equal(2900, HalfRate());
    }

    [Fact]
    public async Task Each_change_builds_on_the_last_and_raises_the_version()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await ChangeAsync(registry, node.NodeId, settings => settings.SamplingIntervalSeconds = 300);

        await ChangeAsync(registry, node.NodeId, settings => settings.AdcReadings = 16);

        var accepted = Parse(registry, node.NodeId, node.Key).Settings!;
        Assert.Equal((2u, 300u, 16), (accepted.Version, accepted.SamplingIntervalSeconds, accepted.AdcReadings));
        Assert.Equal(64, registry.Get<NodeSettingsRegistry>().Find(node.DeviceId, 1)!.AdcReadings);
    }

    [Fact]
    public async Task Version_is_above_what_the_node_reported_even_after_an_old_backup()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var report = new HealthReport { Mask = HealthReport.HasSettingsVersion, SettingsVersion = 41 };
        registry.Get<INodeReports>().Record(new NodeReport(node.DeviceId, 1, 0, report));
        await registry.Get<ReportKeeper>().SaveAsync(TestRegistry.Cancellation);

        Assert.Equal(42u, (await ChangeAsync(registry, node.NodeId, _ => { })).Version);
    }

    [Fact]
    public async Task Wifi_password_reaches_the_node_and_lies_encrypted_at_the_gateway()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await ChangeAsync(registry, node.NodeId, settings =>
            (settings.WifiName, settings.WifiPassword) = ("Stadtgrün", Encoding.UTF8.GetBytes("GießKanne-7731")));

        var accepted = Parse(registry, node.NodeId, node.Key).Settings!;
        Assert.Equal("GießKanne-7731", Encoding.UTF8.GetString(accepted.WifiPassword!));
        foreach (var file in Directory.GetFiles(registry.Folder, "gateway.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            Assert.Equal(-1, content.AsSpan().IndexOf("Kanne-7731"u8));
        }
    }

    [Fact]
    public async Task Values_outside_the_ranges_and_an_unknown_gateway_address_are_refused()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();

        await Assert.ThrowsAsync<RegistryException>(() => ChangeAsync(registry, node.NodeId, settings => settings.SendingIntervalSeconds = 10));
        await Assert.ThrowsAsync<RegistryException>(() => ChangeAsync(registry, node.NodeId, settings => settings.GatewayHost = ""));

        Assert.Null(registry.Get<INodeSettingsSource>().MessageFor(node.NodeId));
    }

    [Fact]
    public async Task Address_of_provisioning_is_taken_where_none_is_given()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await registry.Registry.NoteProvisioningAsync(node.NodeId, "gw.jena.example", 8883, null, TestRegistry.Cancellation);

        var settings = await registry.Get<NodeSettingsRegistry>().ChangeAsync(node.NodeId, _ => { }, TestRegistry.Cancellation);

        Assert.Equal(("gw.jena.example", 8883), (settings.GatewayHost, settings.GatewayPort));
    }

    [Fact]
    public async Task Rotated_node_gets_settings_under_the_key_it_has()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await ChangeAsync(registry, node.NodeId, _ => { });
        await registry.Registry.RotateKeyAsync(node.NodeId, TimeSpan.FromDays(9), cancellation: TestRegistry.Cancellation);
        Assert.NotNull(Parse(registry, node.NodeId, node.Key).Settings);

        registry.Get<INodeReports>().ConfirmKey(node.NodeId);
        await registry.Get<ReportKeeper>().EndConfirmedKeysAsync(TestRegistry.Cancellation);

        Assert.Equal(SettingsRefusal.BadMac, Parse(registry, node.NodeId, node.Key).RefusedReason);
        Assert.NotNull(Parse(registry, node.NodeId, registry.Directory.Find(node.NodeId)!.Key).Settings);
    }

    [Fact]
    public async Task Change_is_announced_so_that_the_broker_asks_again()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var source = registry.Get<INodeSettingsSource>();
        Assert.Null(source.MessageFor(node.NodeId));
        byte[]? seen = null;
        source.Changed += () => seen = source.MessageFor(node.NodeId);

        await ChangeAsync(registry, node.NodeId, _ => { });

        Assert.NotNull(seen);
    }

    [Fact]
    public async Task Retired_node_gets_no_settings()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        await ChangeAsync(registry, node.NodeId, _ => { });

        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.Null(registry.Get<INodeSettingsSource>().MessageFor(node.NodeId));
        Assert.Empty(registry.Get<INodeSettingsSource>().NodesWithSettings());
    }

    private static SettingsResult Parse(TestRegistry registry, uint nodeId, byte[] key) =>
        NodeSettings.Parse(registry.Get<INodeSettingsSource>().MessageFor(nodeId)!, nodeId, key, 0, Provisioned);

    private static Task<NodeSettings> ChangeAsync(TestRegistry registry, uint nodeId, Action<NodeSettings> change) =>
        registry.Get<NodeSettingsRegistry>().ChangeAsync(
            nodeId,
            settings =>
            {
                settings.GatewayHost = "gateway.example";
                change(settings);
            },
            TestRegistry.Cancellation);
}
