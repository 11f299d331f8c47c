using System.Text;
using System.Text.Json;
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

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(79_228_162_514_264_337_593_543_950_335.0)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void Any_finite_number_of_a_foreign_device_is_JSON_and_not_an_end_of_all_forwarding(double value)
    {
        using var json = JsonDocument.Parse(Write(Site, Value(Quantity.SoilTension, 30, value)));

        Assert.Equal(value, json.RootElement.GetProperty("soil_tension_30").GetDouble(), Math.Max(0.005, Math.Abs(value) * 1e-9));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("ts")]
    [InlineData("seq")]
    [InlineData("lat")]
    [InlineData("boot")]
    [InlineData("battery_v")]
    public void A_foreign_device_that_calls_a_value_like_a_member_of_our_own_does_not_replace_it(string name)
    {
        var text = Write(Site, Value(Quantity.Counts, 0, 666) with { FieldName = name });
        using var json = JsonDocument.Parse(text);

        Assert.Single(json.RootElement.EnumerateObject(), member => member.Name == name);
        Assert.NotEqual("666", json.RootElement.GetProperty(name).GetRawText());
        Assert.Equal(666, json.RootElement.GetProperty(name + "_2").GetInt32());
    }

    [Fact]
    public void A_site_without_a_place_has_no_coordinates()
    {
        var text = Write(Site with { Latitude = double.NaN }, Value(Quantity.SoilMoisture, 30, 20));

        Assert.DoesNotContain("\"lat\"", text, StringComparison.Ordinal);
        Assert.Contains("\"soil_vwc_30\":20", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Linde \"am Markt\"\n\u0000\ud83c\udf33")]
    [InlineData("</script><b>")]
    public void A_name_that_people_wrote_stays_a_JSON_string(string species)
    {
        using var json = JsonDocument.Parse(Write(Site with { SpeciesGerman = species }));

        Assert.Equal($"{species} 1_42672", json.RootElement.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("1_42672", "jena-baum-1_42672")]
    [InlineData("Beet 7", "jena-Beet 7")]
    [InlineData("a+b#c/d", "jena-a_b_c_d")]
    [InlineData("x\0y\n\ud83c\udf33", "jena-x_y___")]
    [InlineData("$SYS", "jena-$SYS")]
    public void A_reference_that_people_wrote_is_one_level_of_a_topic(string reference, string level) =>
        Assert.Equal(level, new OutboundSample(Sample, new DeviceDescription(5, "0000002a", DeviceKindOf.Node, Site with { Reference = reference }, []), []).TopicLevel);

    [Fact]
    public void A_device_that_the_registry_lost_still_has_an_id() => Assert.Equal("device-5", new OutboundSample(Sample, null, []).TopicLevel);

    private static Reading Value(Quantity quantity, int depth, double? value) => new(0, ChannelKind.SoilMoistureAdc, quantity, depth, value, "%", ChannelFault.None, QualityFlags.None, 0);

    private static string Write(SiteDescription? site, params Reading[] readings) =>
        Encoding.UTF8.GetString(FlatJson.Write(new OutboundSample(Sample, new DeviceDescription(5, "0000002a", DeviceKindOf.Node, site, []), readings)));
}
