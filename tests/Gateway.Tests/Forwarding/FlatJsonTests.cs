using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

public class FlatJsonTests
{
    private static readonly Sample Sample = new()
    {
        Sequence = 1,
        Identity = new SampleIdentity(5, 2, 0, 3149),
        LayoutId = 1,
        NodeSeconds = 0,
        TimeUnixMilliseconds = 1_785_578_400_000,
        UncertaintyMilliseconds = 1,
        TimeIsProvisional = false,
        ReceivedUnixMilliseconds = 0,
        BatteryMillivolts = 3570,
        Values = [],
        Faults = [],
    };

    private static readonly SiteDescription Site = new(1, "1_42672", "Linde", 50.9547915, 11.6146775, "Winter-Linde", null);

    [Fact]
    public void A_sample_is_one_flat_object_as_the_platform_of_Jena_maps_it()
    {
        var text = Write(Site, Value(Quantity.SoilMoisture, 30, 23.4), Value(Quantity.SoilMoisture, 60, 26.104), Value(Quantity.SoilTemperature, 30, -0.5));

        Assert.Equal(
            """{"id":"jena-baum-1_42672","name":"Winter-Linde 1_42672","lat":50.9547915,"lon":11.6146775,"ts":1785578400000,"battery_v":3.57,"soil_vwc_30":23.4,"soil_vwc_60":26.1,"soil_temp_30":-0.5,"seq":3149,"boot":2}""",
            text);
    }

    [Fact]
    public void A_fault_is_no_number()
    {
        var text = Write(Site, Value(Quantity.SoilMoisture, 30, null) with { Fault = ChannelFault.Open }, Value(Quantity.SoilTemperature, 30, double.NaN));

        Assert.DoesNotContain("soil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_probes_of_a_kind_at_one_depth_have_names_of_their_own_even_while_one_is_silent()
    {
        var text = Write(Site, Value(Quantity.SoilMoisture, 30, null) with { Fault = ChannelFault.Missing }, Value(Quantity.SoilMoisture, 30, 20));

        Assert.Contains("\"soil_vwc_30_2\":20", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"soil_vwc_30\":", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_a_site_goes_by_its_name() => Assert.StartsWith("{\"id\":\"0000002a\",\"ts\"", Write(null), StringComparison.Ordinal);

    private static Reading Value(Quantity quantity, int depth, double? value) => new(0, ChannelKind.SoilMoistureAdc, quantity, depth, value, "%", ChannelFault.None, QualityFlags.None, 0);

    private static string Write(SiteDescription? site, params Reading[] readings) =>
        Encoding.UTF8.GetString(FlatJson.Write(new OutboundSample(Sample, new DeviceDescription(5, "0000002a", DeviceKindOf.Node, site, []), readings)));
}
