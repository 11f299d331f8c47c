using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>The built program from the outside: what it prints where, and how it ends.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("""{ "Gateway": { "Broker": { "Port": "abc" } } }""", "Gateway:Broker:Port")]
    [InlineData("""{ "Gateway": { """, "settings.json")]
    [InlineData("""{ "Gateway": { "WriteQueueLength": 1, "Broker": { "Port": 99999 } } }""", "Gateway:WriteQueueLength")]
    [InlineData("""{ "Gateway": { "WriteQueueLength": 1, "Broker": { "Port": 99999 } } }""", "Gateway:Broker:Port")]
    public async Task Service_with_unreadable_settings_says_in_words_which_and_ends_with_1(string settings, string named)
    {
        var (code, output, error) = await GatewayProcess.RunAsync(_cli.Write("settings.json", settings), "", "run", "--data-directory", _cli.Data);

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_settings_file_is_named_by_service_and_command_alike()
    {
        var missing = Path.Combine(_cli.Folder, "none.json");
        foreach (var verb in (string[][])[["run"], ["doctor"], ["node", "list"]])
        {
            var (code, _, error) = await GatewayProcess.RunAsync(missing, "", [.. verb, "--data-directory", _cli.Data]);

            Assert.Equal(ExitCodes.Failed, code);
            Assert.Contains(missing, error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Service_on_a_file_that_is_no_database_says_so_without_a_trace()
    {
        Directory.CreateDirectory(_cli.Data);
        await File.WriteAllTextAsync(Path.Combine(_cli.Data, "gateway.db"), new string('x', 5000), TestContext.Current.CancellationToken);

        var (code, output, error) = await GatewayProcess.RunAsync(null, "", "run", "--data-directory", _cli.Data, "--Gateway:Broker:Port=0", "--Gateway:Web:Port=0");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("ist beschädigt", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_go_to_the_output_and_problems_to_the_error()
    {
        var added = await GatewayProcess.RunAsync(null, "", "node", "add", "--json", "--data-directory", _cli.Data);
        var refused = await GatewayProcess.RunAsync(null, "", "node", "show", "77", "--json", "--data-directory", _cli.Data);
        var mistyped = await GatewayProcess.RunAsync(null, "", "node", "shwo");

        Assert.Equal((ExitCodes.Done, ""), (added.Code, added.Error));
        Assert.Equal("00000001", JsonDocument.Parse(added.Output).RootElement.GetProperty("node").GetString());
        Assert.Equal((ExitCodes.Failed, ""), (refused.Code, refused.Output));
        Assert.Contains("00000077", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, mistyped.Code);
        Assert.Contains("shwo", mistyped.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("site")]
    [InlineData("node", "shwo")]
    [InlineData("node", "show")]
    [InlineData("node", "list", "--nonsense")]
    [InlineData("readings", "export", "--from", "gestern")]
    public async Task Mistyped_command_line_gives_a_script_nothing_to_read(params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await _cli.RunAsync([.. args, "--json"]));

        Assert.Empty(_cli.Output);
        Assert.Contains("Nutzung:", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_for_a_reader_who_has_gone_ends_and_does_not_pass_for_whole()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows tells a writer in another way");
        await _cli.JsonAsync("node", "add");
        await using (var gateway = _cli.Gateway())
        {
            for (uint batch = 0; batch < 40; batch++)
            {
                await StoredReadings.AddAsync(
                    gateway.Services, 1, new SampleIdentity(0, 3, 0, batch * 60), DateTimeOffset.UtcNow.AddHours(-batch * 15.0), [.. Enumerable.Repeat((2000, 200, ChannelFault.None), 60)]);
            }
        }

        using var process = GatewayProcess.Start(null, "readings", "export", "--data-directory", _cli.Data);
        var first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("time_utc,", first, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, process.ExitCode);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_German_first()
    {
        var (code, output, _) = await GatewayProcess.RunAsync(null, "", "node", "provision", "--help");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("Nutzung:", output, StringComparison.Ordinal);
        Assert.Contains("Optionen:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_typed_or_kept_show_in_no_output()
    {
        await _cli.JsonAsync("node", "add");
        var folder = Path.Combine(_cli.Folder, "node");

        var (code, output, error) = await GatewayProcess.RunAsync(
            null, "Wurzelraum-2026\n", "node", "provision", "1", "--host", "192.168.50.1", "--wifi", "Stadtgruen", "--wifi-password-file", "-", "-o", folder, "--data-directory", _cli.Data);

        Assert.Equal(ExitCodes.Done, code);
        Assert.DoesNotContain("Wurzelraum", output + error, StringComparison.Ordinal);
        Assert.Contains("Wurzelraum-2026", await File.ReadAllTextAsync(Path.Combine(folder, "net.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var key = await File.ReadAllTextAsync(Path.Combine(_cli.Data, "node-keys.secret"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key.Trim(), output + error, StringComparison.OrdinalIgnoreCase);
    }
}
