using System.Text;
using System.Xml.Linq;
using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Nodes.Settings;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>What people write and read: probes, durations, addresses, spans, EUIs, labels.</summary>
public sealed class WrittenFormTests
{
    private static readonly Gen<string> Noise = Gen.String[Gen.OneOf(Gen.Char, Gen.Char['\0', '\u00ff']), 0, 24];

    private static readonly Gen<ProbeChannel> Channels = Gen.Select(Gen.Int[0, 5], Gen.Byte[1, 254], Gen.Byte.Array[8], Gen.Bool).Select((kind, depth, bytes, isAir) => new ProbeChannel
    {
        Kind = (ChannelKind)(kind + 1),
        DepthCentimeters = isAir ? ProbeChannel.InAir : depth,
        Wiring = (ChannelKind)(kind + 1) switch { ChannelKind.SoilMoistureAdc => bytes[..1], ChannelKind.SoilTemperature => isAir ? [] : bytes, _ => bytes[..2] },
    });

    [Fact]
    public void Every_probe_reads_back_from_its_text() => Channels.Sample(channel =>
    {
        var read = LayoutText.Parse([LayoutText.Show(channel)], 25).Channels[0];

        Assert.Equal((channel.Kind, channel.DepthCentimeters), (read.Kind, read.DepthCentimeters));
        Assert.Equal(channel.Wiring, read.Wiring);
    });

    [Theory]
    [InlineData("adc:0@30", "adc:0@30")]
    [InlineData("ds18b20@30", "ds18b20@30")]
    [InlineData("sht4x-temp:1:68@air", "sht4x-temp:1:68@air")]
    public void Form_of_the_handbook_is_read(string text, string shown) => Assert.Equal(shown, LayoutText.Show(LayoutText.Parse([text], 0).Channels[0]));

    [Theory]
    [InlineData("")]
    [InlineData("adc@30")]
    [InlineData("adc:256@30")]
    [InlineData("adc:-1@30")]
    [InlineData("adc:0@0")]
    [InlineData("adc:0@255")]
    [InlineData("adc:0@30@60")]
    [InlineData("adc:0:1@30")]
    [InlineData("ADC:0@30")]
    [InlineData("ds18b20:28ff@30")]
    [InlineData("ds18b20:zzff641e8216035c@30")]
    [InlineData("seesaw:1@30")]
    [InlineData("teros21@30")]
    public void Probe_of_no_known_form_is_refused_with_the_forms(string text) =>
        Assert.Contains("adc:KANAL@TIEFE", Assert.Throws<RegistryException>(() => LayoutText.Parse([text], 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_whatever_breaks_a_reader() => Noise.Sample(text =>
    {
        try
        {
            LayoutText.Parse([text], 0);
        }
        catch (RegistryException problem)
        {
            Assert.DoesNotContain(problem.Message, char.IsControl);
        }

        _ = Duration.TryParse(text, 0, uint.MaxValue, out _);
        _ = MinuteSpan.TryParse(text, out _, out _);
        _ = StaticAddress.TryParse(text, out _);
        _ = Eui.TryNormalize(text, out _);
        foreach (var field in SettingField.All)
        {
            _ = field.TrySet(new NodeSettings(), text);
        }
    });

    [Fact]
    public void Every_duration_reads_back_from_its_text() => Gen.UInt.Sample(seconds =>
        Assert.True(Duration.TryParse(Duration.Show(seconds), 0, uint.MaxValue, out var read) && read == seconds, Duration.Show(seconds)));

    [Theory]
    [InlineData("4294967295d")]
    [InlineData("99999999999")]
    [InlineData("-5min")]
    [InlineData("1.5h")]
    [InlineData("min")]
    [InlineData("5 weeks")]
    public void Duration_out_of_any_range_is_refused_and_does_not_wrap_around(string text) => Assert.False(Duration.TryParse(text, 1, uint.MaxValue, out _));

    [Fact]
    public void Every_span_and_static_address_reads_back()
    {
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439]).Where((start, end) => start != end).Sample((start, end) =>
            Assert.True(MinuteSpan.TryParse(MinuteSpan.Show(start, end), out var from, out var to) && (from, to) == (start, end)));
        Gen.Byte.Array[12].Where(bytes => bytes[..4].Any(value => value != 0)).Sample(bytes =>
        {
            Assert.True(StaticAddress.TryParse(StaticAddress.Show(bytes), out var read));
            Assert.Equal(bytes, read);
        });
    }

    [Theory]
    [InlineData("A8-40-41-00-01-23-45-67")]
    [InlineData("a8:40:41:00:01:23:45:67")]
    [InlineData("A840410001234567")]
    [InlineData(" a840.4100.0123.4567 ")]
    public void Eui_of_any_writing_is_one(string text)
    {
        Assert.True(Eui.TryNormalize(text, out var eui));
        Assert.Equal("a840410001234567", eui);
    }

    [Theory]
    [InlineData("a84041000123456")]
    [InlineData("a8404100012345678")]
    [InlineData("a84041000123456g")]
    [InlineData("٠٨404100012345٦")]
    public void What_has_not_16_hex_digits_is_no_eui(string text) => Assert.False(Eui.TryNormalize(text, out _));

    [Fact]
    public void Label_is_whole_XML_and_names_node_and_site_whatever_the_site_is_called() => Gen.Select(Gen.UInt[1, uint.MaxValue], Noise).Sample((nodeId, site) =>
    {
        var label = XDocument.Parse(NodeLabel.Svg(nodeId, site));
        var sheet = XDocument.Parse(NodeLabel.Sheet([(nodeId, site), (1, null)]));

        Assert.Contains(label.Descendants(), element => element.Value == Topics.NodeName(nodeId));
        Assert.Equal(2, sheet.Descendants().Count(element => element.Name.LocalName == "g"));
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(30, 1)]
    [InlineData(31, 2)]
    [InlineData(60, 2)]
    [InlineData(61, 3)]
    public void Sheet_has_thirty_labels_a_page_and_none_outside(int nodes, int pages)
    {
        var sheet = XDocument.Parse(NodeLabel.Sheet([.. Enumerable.Range(1, nodes).Select(node => ((uint)node, (string?)"Platz"))]));

        Assert.Equal($"{297 * pages}mm", sheet.Root!.Attribute("height")!.Value);
        var places = sheet.Descendants().Attributes("transform").Select(place => place.Value).Where(place => place.StartsWith("translate(", StringComparison.Ordinal) && !place.Contains("scale", StringComparison.Ordinal)).ToList();
        Assert.Equal(nodes, places.Distinct().Count());
        Assert.All(places, place => Assert.InRange(int.Parse(place[10..^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 0, (297 * pages) - 25));
    }

    [Fact]
    public void Code_on_the_label_holds_the_node_and_nothing_else()
    {
        Assert.Equal("JSN:0000002a", NodeLabel.Content(42));
        Assert.Equal(0x89, NodeLabel.Png(42)[0]);
        Assert.DoesNotContain("http", Encoding.UTF8.GetString(NodeLabel.Png(42)), StringComparison.Ordinal);
    }
}
