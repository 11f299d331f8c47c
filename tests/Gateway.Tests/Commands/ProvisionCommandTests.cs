using System.Text.Json;
using System.Xml.Linq;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Nodes;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class ProvisionCommandTests : IDisposable
{
    private readonly Cli _cli = new() { Input = "wlan-geheim\n" };

    private string Target => Path.Combine(_cli.Folder, "out");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Node_file_is_what_the_node_reads_with_the_key_of_the_registry()
    {
        await ProvisionAsync("--battery", "adc:7:2000", "--button", "0", "--led", "2");

        var file = NodeFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Target, "node.cfg"), TestContext.Current.CancellationToken), out var error);
        Assert.Equal("", error);
        await using var gateway = _cli.Gateway();
        Assert.Equal(gateway.Services.GetRequiredService<INodeDirectory>().Find(1)!.Key, file!.Key);
        Assert.Equal(("10.0.0.5", 1883), (file.Settings.GatewayHost, file.Settings.GatewayPort));
        Assert.Equal((0, 2, "adc:7:2000"), (file.ButtonPin, file.LedPin, file.Battery.Write()));
        Assert.Equal(2, file.Settings.Layout!.Channels.Length);
    }

    [Theory]
    [InlineData("li-ion", 3450, 3300, 3100)]
    [InlineData("li-fes2", 2900, 2820, 2740)]
    [InlineData("li-socl2", 3400, 3250, 3050)]
    public async Task Battery_tiers_are_those_of_the_cell_that_is_put_in(string cell, int half, int eighth, int heartbeat)
    {
        await ProvisionAsync("--cell", cell);

        var file = NodeFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Target, "node.cfg"), TestContext.Current.CancellationToken), out var error);
        Assert.Equal("", error);
        var settings = file!.Settings;
        Assert.Equal((half, eighth, heartbeat), (settings.HalfRateBelowMillivolts, settings.EighthRateBelowMillivolts, settings.HeartbeatBelowMillivolts));
        await using var gateway = _cli.Gateway();
        Assert.Equal(cell, gateway.Services.GetRequiredService<INodeDirectory>().Describe(1)!.Battery?.Name);
    }

    [Fact]
    public async Task Each_provisioning_raises_the_boot_floor()
    {
        await ProvisionAsync();
        await ProvisionAsync(addNode: false);

        var file = NodeFile.Parse(await File.ReadAllBytesAsync(Path.Combine(Target, "node.cfg"), TestContext.Current.CancellationToken), out _);
        Assert.Equal(3u, file!.BootFloor);
    }

    [Fact]
    public async Task Network_file_connects_by_itself_and_files_name_the_node_file()
    {
        await ProvisionAsync("--wifi", "Stadtgrün", "--wifi-password-file", "-", "--port", "COM7");

        var network = Read("net.json").GetProperty("WirelessClient");
        Assert.Equal("Stadtgrün", network.GetProperty("Ssid").GetString());
        Assert.Equal("wlan-geheim", network.GetProperty("Password").GetString());
        Assert.Equal("AutoConnect", network.GetProperty("ConfigurationOption").GetString());
        var file = Assert.Single(Read("files.json").GetProperty("Files").EnumerateArray());
        Assert.Equal(@"I:\node.cfg", file.GetProperty("DestinationFilePath").GetString());
        Assert.Equal(Path.Combine(Target, "node.cfg"), file.GetProperty("SourceFilePath").GetString());
        Assert.Equal("COM7", Read("files.json").GetProperty("SerialPort").GetString());
    }

    [Fact]
    public async Task No_secret_is_printed_and_no_other_user_reads_the_files()
    {
        await ProvisionAsync("--wifi", "Stadtgrün", "--wifi-password-file", "-");

        await using var gateway = _cli.Gateway();
        var key = Convert.ToHexStringLower(gateway.Services.GetRequiredService<INodeDirectory>().Find(1)!.Key);
        Assert.DoesNotContain(key, _cli.Output + _cli.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("wlan-geheim", _cli.Output + _cli.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Target, "node.cfg")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Target, "net.json")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Target));
        }
    }

    [Fact]
    public async Task New_board_gets_its_application_at_the_address_that_runs()
    {
        await ProvisionAsync("--new-board", "--port", "COM7");

        Assert.Contains("nanoff --target ESP32_REV3 --serialport COM7 --deploy --image Node.bin --address 0x1E0000", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("--masserase", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_shows_the_label_without_address_or_secret()
    {
        await ProvisionAsync();

        Assert.Contains("JSN:00000001", _cli.Output, StringComparison.Ordinal);
        Assert.Contains('█', _cli.Output);
        var png = await File.ReadAllBytesAsync(Path.Combine(Target, "label.png"), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal("50mm", XDocument.Load(Path.Combine(Target, "label.svg")).Root!.Attribute("width")!.Value);
    }

    [Fact]
    public void Sheet_puts_thirty_labels_on_a_page_and_escapes_names()
    {
        var sheet = XDocument.Parse(NodeLabel.Sheet([.. Enumerable.Range(1, 31).Select(id => ((uint)id, (string?)"Linde <3> & Söhne"))]));

        Assert.Equal(31, sheet.Descendants().Count(element => element.Name.LocalName == "g"));
        Assert.Equal("594mm", sheet.Root!.Attribute("height")!.Value);
        Assert.Contains(sheet.Descendants(), element => element.Value == "Linde <3> & Söhne");
    }

    [Fact]
    public async Task Labels_of_all_nodes_in_service_go_on_a_sheet()
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("node", "retire", "1");

        var labels = await _cli.JsonAsync("node", "labels", "-o", Path.Combine(_cli.Folder, "labels.svg"));

        Assert.Equal(1, labels.GetProperty("labels").GetInt32());
    }

    [Theory]
    [InlineData("--battery", "adc:7")]
    [InlineData("--button", "40")]
    [InlineData("--gateway-port", "0")]
    [InlineData("--run", "--new-board")]
    public async Task Bad_option_is_refused_before_anything_is_written(string option, string value)
    {
        await _cli.JsonAsync("node", "add");

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "provision", "1", "--host", "10.0.0.5", "-o", Target, option, value));

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Nanoff_runs_when_asked_and_its_failure_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("the stand-in for nanoff is a shell script");
            return;
        }

        var log = Path.Combine(_cli.Folder, "log");
        var program = _cli.Write("nanoff.sh", $"#!/bin/sh\necho \"$@\" >> {log}\ncase \"$@\" in *networkdeployment*) exit 7;; esac\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var output = new StringWriter();
        var io = new CommandIo(output, output, TextReader.Null);

        Assert.Equal(ExitCodes.Done, await NanoffProcess.RunAsync(
            NanoffCommands.ForProvisioning("COM7", "/x y", hasNetwork: false), io, TestContext.Current.CancellationToken, program));
        Assert.Equal(ExitCodes.Failed, await NanoffProcess.RunAsync(
            NanoffCommands.ForProvisioning("COM7", "/x y", hasNetwork: true), io, TestContext.Current.CancellationToken, program));

        var calls = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.Equal("--serialport COM7 --filedeployment /x y/files.json", calls[0]);
        Assert.Equal(2, calls.Length);
        Assert.Contains("nanoff endete mit 7", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_nanoff_is_told_with_how_to_install_it()
    {
        var io = new CommandIo(TextWriter.Null, TextWriter.Null, TextReader.Null);

        var refusal = await Assert.ThrowsAsync<RegistryException>(() => NanoffProcess.RunAsync(
            NanoffCommands.ForProvisioning("COM7", "x", hasNetwork: false), io, TestContext.Current.CancellationToken, Path.Combine(_cli.Folder, "none")));

        Assert.Contains("dotnet tool install -g nanoff", refusal.Message, StringComparison.Ordinal);
    }

    private async Task ProvisionAsync(params string[] options)
    {
        await ProvisionAsync(addNode: true, options);
    }

    private async Task ProvisionAsync(bool addNode, params string[] options)
    {
        if (addNode)
        {
            await _cli.JsonAsync("node", "add");
        }

        var code = await _cli.RunAsync(["node", "provision", "1", "--host", "10.0.0.5", "-o", Target, .. options]);
        Assert.True(code == ExitCodes.Done, _cli.Error);
    }

    private JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Target, name)));
        return document.RootElement.Clone();
    }
}
