using System.Text;
using CsCheck;
using Jena.SensorNode.Frames.Tests.Messages;

namespace Jena.SensorNode.Frames.Tests.Provisioning;

public sealed class NodeFileTests
{
    private static NodeFile Some => new()
    {
        NodeId = 0x2a,
        Key = Contents.Key,
        BootFloor = 17,
        Settings = SomeSettings.Provisioned,
        Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 },
        ButtonPin = 0,
        LedPin = 2,
    };

    [Fact]
    public void A_file_comes_back()
    {
        var read = Read(Some.Write([12, 1, 32]));
        Assert.Equal((0x2au, 17u, 0, 2), (read.NodeId, read.BootFloor, read.ButtonPin, read.LedPin));
        Assert.Equal(Contents.Key, read.Key);
        Assert.Equal(("192.168.4.1", 1883, 32), (read.Settings.GatewayHost, read.Settings.GatewayPort, read.Settings.AdcReadings));
        Assert.Equal(SomeSettings.Layout.Write(), read.Settings.Layout!.Write());
        Assert.Equal("adc:7:2000", read.Battery.Write());
    }

    [Fact]
    public void The_optional_lines_may_be_missing()
    {
        var file = Some;
        file.ButtonPin = file.LedPin = NodeFile.NoPin;
        file.Battery = new BatterySource();
        var text = Encoding.ASCII.GetString(file.Write([]));
        Assert.DoesNotContain("button", text, StringComparison.Ordinal);
        var read = Read(file.Write([]));
        Assert.Equal((NodeFile.NoPin, NodeFile.NoPin, BatterySource.None), (read.ButtonPin, read.LedPin, read.Battery.Kind));
    }

    [Fact]
    public void Comments_blank_lines_and_windows_line_ends_are_read()
        => Assert.Equal(0x2au, Read(Seal("# Linde 7, Löbdergraben\r\n\r\n" + Lines().Replace("\n", "\r\n", StringComparison.Ordinal))).NodeId);

    [Fact]
    public void Every_flipped_bit_and_every_truncation_invalidates_the_file()
    {
        var data = Some.Write([]);
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            data[bit / 8] ^= (byte)(1 << (bit % 8));
            var read = NodeFile.Parse(data, out var error);
            // The line end after the checksum may change, and the checksum's digits their case, without harm.
            if (read is null)
                Assert.NotEmpty(error);
            else
                Assert.Equal(Some.Write([]), read.Write([]));
            data[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < data.Length - 1; length++)
            Assert.Null(NodeFile.Parse(data[..length], out _));
    }

    [Theory]
    [InlineData("format")]
    [InlineData("node")]
    [InlineData("key")]
    [InlineData("boot")]
    [InlineData("host")]
    [InlineData("port")]
    [InlineData("layout")]
    [InlineData("battery")]
    public void A_missing_line_is_named(string name)
    {
        var lines = Lines().Split('\n').Where(line => !line.StartsWith(name + "=", StringComparison.Ordinal));
        Assert.Null(NodeFile.Parse(Seal(string.Join('\n', lines)), out var error));
        Assert.Equal("missing: " + name, error);
    }

    [Theory]
    [InlineData("format=2")]
    [InlineData("node=2a")]
    [InlineData("node=0000002g")]
    [InlineData("key=00")]
    [InlineData("boot=-1")]
    [InlineData("boot=4294967296")]
    [InlineData("port=0")]
    [InlineData("port=65536")]
    [InlineData("layout=00")]
    [InlineData("battery=adc:1")]
    [InlineData("battery=adc:1:0")]
    [InlineData("battery=max1704x:0:128")]
    [InlineData("battery=coin:0:1")]
    [InlineData("settings=0")]
    [InlineData("button=x")]
    [InlineData("led=99")]
    public void A_bad_value_names_its_line_but_not_its_value(string line)
    {
        var name = line[..line.IndexOf('=', StringComparison.Ordinal)];
        var others = Lines().Split('\n').Where(l => !l.StartsWith(name + "=", StringComparison.Ordinal));
        Assert.Null(NodeFile.Parse(Seal(string.Join('\n', others) + line + "\n"), out var error));
        Assert.Equal("bad or repeated: " + name, error);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("layout")]
    [InlineData("host")]
    public void A_name_with_a_blank_is_an_unknown_one_and_stands_for_no_shorter_one(string name)
    {
        Assert.Null(NodeFile.Parse(Seal(Lines().Replace($"{name}=", $"{name} x=", StringComparison.Ordinal)), out var error));
        Assert.Equal($"missing: {name}", error);
    }

    [Fact]
    public void A_repeated_line_is_refused()
    {
        Assert.Null(NodeFile.Parse(Seal(Lines() + "node=0000002b\n"), out var error));
        Assert.Equal("bad or repeated: node", error);
    }

    [Theory]
    [InlineData("settings=0c0100\n")]
    [InlineData("settings=8000\n")]
    public void Bad_settings_name_their_reason(string line)
    {
        Assert.Null(NodeFile.Parse(Seal(Lines() + line), out var error));
        Assert.StartsWith("host or settings refused", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_sealed_text_is_read_or_refused_but_never_throws() =>
        Gen.String[Gen.Char[" \n\r=#:0123456789abfnodekyhstpruliv"], 0, 200].Sample(text =>
        {
            Assert.Null(NodeFile.Parse(Seal(text), out var error));
            Assert.NotEmpty(error);
        }, iter: 5_000);

    [Fact]
    public void Any_bytes_are_refused() => Gen.Byte.Array[0, 200].Sample(bytes => Assert.Null(NodeFile.Parse(bytes, out _)));

    private static NodeFile Read(byte[] data)
    {
        var file = NodeFile.Parse(data, out var error);
        Assert.Equal("", error);
        return file!;
    }

    private static string Lines()
    {
        var text = Encoding.ASCII.GetString(Some.Write([]));
        return text[..text.LastIndexOf("crc=", StringComparison.Ordinal)];
    }

    private static byte[] Seal(string lines)
    {
        var body = Encoding.UTF8.GetBytes(lines.EndsWith('\n') ? lines : lines + "\n");
        return [.. body, .. Encoding.ASCII.GetBytes($"crc={Crc32.Compute(body, 0, body.Length):x8}\n")];
    }
}
