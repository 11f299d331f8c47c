using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class FrameDecodeCommandTests : IDisposable
{
    private static readonly byte[] ForeignKey = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Frame_of_a_registered_node_is_genuine_with_its_values()
    {
        var hex = Frame(await KeyAsync(), carriesNodeId: false);

        var view = await _cli.JsonAsync("frame", "decode", hex, "--node", "1");

        Assert.True(view.GetProperty("isGenuine").GetBoolean());
        var sample = Assert.Single(view.GetProperty("samples").EnumerateArray());
        Assert.Equal(["1500", "Missing"], sample.GetProperty("values").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(102, view.GetProperty("health").GetProperty("firmware").GetInt32());
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("frame", "decode", hex, "--node", "1"));
        Assert.Contains("Echt", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_that_the_frame_names_is_looked_up()
    {
        var hex = Frame(await KeyAsync(), carriesNodeId: true);

        Assert.True((await _cli.JsonAsync("frame", "decode", hex)).GetProperty("isGenuine").GetBoolean());
    }

    [Fact]
    public async Task Frame_under_another_key_is_shown_as_not_genuine_and_ends_with_1()
    {
        await KeyAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("frame", "decode", Frame(ForeignKey, carriesNodeId: false), "--node", "1"));

        Assert.Contains("NICHT ECHT", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_from_a_file_verifies_without_a_registry()
    {
        var key = _cli.Write("key", Convert.ToHexStringLower(ForeignKey));

        var view = await _cli.JsonAsync("frame", "decode", Frame(ForeignKey, carriesNodeId: false), "--key-file", key, "--node-id", "1");

        Assert.True(view.GetProperty("isGenuine").GetBoolean());
    }

    [Fact]
    public async Task Without_a_key_nothing_is_claimed()
    {
        var view = await _cli.JsonAsync("frame", "decode", Frame(ForeignKey, carriesNodeId: false));

        Assert.Equal(System.Text.Json.JsonValueKind.Null, view.GetProperty("isGenuine").ValueKind);
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData("ffffffffffffffffffffffff")]
    [InlineData("base64:***")]
    [InlineData("base64:")]
    [InlineData("0x")]
    [InlineData("-")]
    [InlineData("/")]
    public async Task What_is_no_frame_is_refused_with_the_reason(string text)
    {
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("frame", "decode", text));

        Assert.NotEmpty(_cli.Error);
    }

    [Theory]
    [InlineData(90u, 90, false, "Alter 90 s")]
    [InlineData(FrameContent.AgeIsAtLeast + 7200u, 7200, true, "Alter mindestens / at least 2 h")]
    [InlineData(FrameContent.AgeIsAtLeast, 0, true, "Alter mindestens / at least 0 s")]
    public async Task Age_that_nobody_counted_is_shown_as_a_lower_bound(uint age, int seconds, bool isAtLeast, string shown)
    {
        var hex = Frame(ForeignKey, carriesNodeId: false, age);

        var view = await _cli.JsonAsync("frame", "decode", hex);
        await _cli.RunAsync("frame", "decode", hex);

        Assert.Equal((seconds, isAtLeast), (view.GetProperty("ageSeconds").GetInt32(), view.GetProperty("isAgeAtLeast").GetBoolean()));
        Assert.Contains(shown, _cli.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cli.Data), "decoding needs no database and makes none");
    }

    [Theory]
    [InlineData("hex")]
    [InlineData("upper")]
    [InlineData("0x")]
    [InlineData("colons")]
    [InlineData("base64")]
    [InlineData("marked")]
    [InlineData("url")]
    public async Task Frame_is_taken_as_logs_and_servers_write_it_as_argument_from_a_file_and_piped_in(string form)
    {
        var hex = Frame(ForeignKey, carriesNodeId: true);
        var bytes = Convert.FromHexString(hex);
        var text = form switch
        {
            "upper" => Convert.ToHexString(bytes),
            "0x" => "0x" + hex,
            "colons" => BitConverter.ToString(bytes).Replace('-', ':'),
            "base64" => Convert.ToBase64String(bytes),
            "marked" => "base64:" + Convert.ToBase64String(bytes),
            "url" => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            _ => hex,
        };
        _cli.Input = $"{text[..20]}\r\n{text[20..]}\n";

        foreach (var source in (string[])[text, _cli.Write("frame.txt", $" {text}\n"), "-"])
            await AssertSampleAsync(source);
    }

    [Fact]
    public async Task Raw_frame_is_taken_from_a_file_and_piped_in_byte_by_byte()
    {
        // Among 40 frames are bytes of every kind: line ends, zeros, what is no UTF-8.
        for (uint age = 0; age < 40; age++)
        {
            var file = Path.Combine(_cli.Folder, "frame.bin");
            _cli.InputBytes = Convert.FromHexString(Frame(ForeignKey, carriesNodeId: true, age));
            await File.WriteAllBytesAsync(file, _cli.InputBytes, TestContext.Current.CancellationToken);

            await AssertSampleAsync(age % 2 == 0 ? file : "-");
        }
    }

    [Fact]
    public async Task Endless_input_is_not_read_to_its_end()
    {
        _cli.InputBytes = new byte[100_000];

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("frame", "decode", "-"));

        Assert.Contains("65536", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_and_key_cannot_share_the_standard_input()
    {
        _cli.Input = Frame(ForeignKey, carriesNodeId: true);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("frame", "decode", "-", "--key-file", "-"));

        Assert.Contains("Standardeingabe", _cli.Error, StringComparison.Ordinal);
    }

    private async Task AssertSampleAsync(string source)
    {
        var view = await _cli.JsonAsync("frame", "decode", source);

        Assert.Equal("00000001", view.GetProperty("node").GetString());
        Assert.Equal("1500", view.GetProperty("samples")[0].GetProperty("values")[0].GetString());
    }

    private static string Frame(byte[] key, bool carriesNodeId, uint ageSeconds = 0)
    {
        var content = new FrameContent
        {
            NodeId = 1,
            CarriesNodeId = carriesNodeId,
            Boot = 3,
            FirstSample = 17,
            AgeSeconds = ageSeconds,
            ChannelCount = 2,
            SampleCount = 1,
            Seconds = [900],
            Values = [1500, 0],
            Faults = [0, (byte)ChannelFault.Missing],
            Health = new HealthReport { Mask = HealthReport.HasFirmware, Firmware = 102 },
        };
        var buffer = new byte[FrameEncoder.MaximumFrameBytes];
        return Convert.ToHexStringLower(buffer.AsSpan(0, FrameEncoder.Encode(content, key, buffer)));
    }

    private async Task<byte[]> KeyAsync()
    {
        await _cli.JsonAsync("node", "add");
        await using var gateway = _cli.Gateway();
        return gateway.Services.GetRequiredService<INodeDirectory>().Find(1)!.Key;
    }
}
