using System.Text.Json;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>What the process writes to its log, by setting and by who started it.</summary>
public class LogFormTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_line_is_an_object_with_time_level_and_fields_where_the_setting_says_so(bool isUnderSystemd)
    {
        await using var gateway = await GatewayProcess.StartAsync(made =>
        [
            ("Logging__Console__FormatterName", "json"),
            .. isUnderSystemd ? new[] { ("NOTIFY_SOCKET", Path.Combine(made.DataDirectory, "notify")) } : [],
        ]);
        await Eventually.TrueAsync(() => gateway.Log.Contains("Ready", StringComparison.Ordinal), "the log says that it is ready");

        var lines = gateway.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.All(lines, line => Assert.InRange(line.GetProperty("Timestamp").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1)));
        Assert.All(lines, line => Assert.NotEmpty(line.GetProperty("LogLevel").GetString()!));
        Assert.Contains(lines, line => line.GetProperty("State").EnumerateObject().Any(field => field.Value.ToString() == $"{gateway.MqttPort}"));
    }

    [Fact]
    public async Task Quiet_start_warns_of_nothing_and_leaves_nothing_in_the_home_folder()
    {
        await using var gateway = await GatewayProcess.StartAsync(made => [("HOME", Path.Combine(made.DataDirectory, "home"))]);
        await Eventually.TrueAsync(() => gateway.Log.Contains("Ready", StringComparison.Ordinal), "the log says that it is ready");
        using var page = await gateway.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        page.EnsureSuccessStatusCode();

        Assert.DoesNotContain("warn:", gateway.Log, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(gateway.DataDirectory, "home", ".aspnet")), "a key that nobody needs");
    }
}
