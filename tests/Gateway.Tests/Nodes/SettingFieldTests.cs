using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes.Settings;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class SettingFieldTests
{
    [Theory]
    [InlineData("sampling-interval", "90", "90 s")]
    [InlineData("sampling-interval", "15min", "15 min")]
    [InlineData("sampling-interval", "1d", "1 d")]
    [InlineData("sending-interval", "6h", "6 h")]
    [InlineData("send-on-change", "0", "0")]
    [InlineData("quiet-hours", "22:00-4:30", "22:00-04:30")]
    [InlineData("quiet-hours", "off", "off")]
    [InlineData("battery-tiers", "3500/3400/3000", "3500/3400/3000")]
    [InlineData("battery-tiers", "3450/3300/3100", "3450/3300/3100")]
    [InlineData("battery-tiers", "provisioned", "provisioned")]
    [InlineData("host", "gw.jena.example", "gw.jena.example")]
    [InlineData("port", "8883", "8883")]
    [InlineData("adc-readings", "255", "255")]
    [InlineData("probe-settling", "0", "0")]
    [InlineData("longest-awake", "600s", "10 min")]
    [InlineData("static-address", "192.168.1.20/255.255.255.0/192.168.1.1", "192.168.1.20/255.255.255.0/192.168.1.1")]
    [InlineData("static-address", "dhcp", "dhcp")]
    [InlineData("frames-per-session", "64", "64")]
    public void Value_in_range_is_taken_and_shown(string name, string text, string shown)
    {
        var settings = new NodeSettings();

        Assert.True(Field(name).TrySet(settings, text));

        Assert.Equal(shown, Field(name).Show(settings));
    }

    [Theory]
    [InlineData("sampling-interval", "9")]
    [InlineData("sampling-interval", "2d")]
    [InlineData("sampling-interval", "-90")]
    [InlineData("sampling-interval", "4294967296min")]
    [InlineData("sampling-interval", "eins")]
    [InlineData("sending-interval", "8d")]
    [InlineData("send-on-change", "65536")]
    [InlineData("quiet-hours", "22:00")]
    [InlineData("quiet-hours", "25:00-04:00")]
    [InlineData("battery-tiers", "3100/3300/3450")]
    [InlineData("battery-tiers", "3100")]
    [InlineData("host", "")]
    [InlineData("host", "two words")]
    [InlineData("host", "straße")]
    [InlineData("port", "0")]
    [InlineData("adc-readings", "256")]
    [InlineData("probe-settling", "5001")]
    [InlineData("longest-awake", "9")]
    [InlineData("static-address", "192.168.1.20")]
    [InlineData("static-address", "1.2.3.4/5.6.7.8/9")]
    [InlineData("static-address", "0.0.0.0/0.0.0.0/0.0.0.0")]
    [InlineData("frames-per-session", "65")]
    public void Value_out_of_range_is_refused(string name, string text) =>
        Assert.False(Field(name).TrySet(new NodeSettings(), text));

    [Fact]
    public void Default_of_every_field_reads_back_as_itself()
    {
        foreach (var field in SettingField.All.Where(field => field.Name != "host"))
        {
            var settings = new NodeSettings();
            Assert.True(field.TrySet(settings, field.Show(new NodeSettings()).Replace(" ", "", StringComparison.Ordinal)), field.Name);
            Assert.Equal(field.Show(new NodeSettings()), field.Show(settings));
        }
    }

    private static SettingField Field(string name) => SettingField.All.Single(field => field.Name == name);
}
