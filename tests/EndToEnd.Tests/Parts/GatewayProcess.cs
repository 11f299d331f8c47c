using System.Text.Json;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>The real gateway as its own process: started, killed, started again on the same data and ports.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly string Assembly =
        Checkout.Gateway("jena-gateway.dll");

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;
    private ChildProgram? _process;

    public GatewayProcess()
    {
        _environment = new Dictionary<string, string>
        {
            ["Gateway__DataDirectory"] = _folder.Path,
            ["Gateway__Web__Port"] = WebPort.ToString(),
            ["Gateway__Broker__Port"] = BrokerPort.ToString(),
        };
    }

    public int WebPort { get; } = FreePort.Take();

    public int BrokerPort { get; } = FreePort.Take();

    public string DatabasePath => _folder.File("gateway.db");

    public string Output => _process?.Output ?? "";

    public Uri Page => new($"http://127.0.0.1:{WebPort}/");

    /// <summary>Any further setting, by its configuration path with double underscores, without the leading "Gateway".</summary>
    public void Set(string path, string value) => _environment["Gateway__" + path] = value;

    public void ForwardTo(Mosquitto city)
    {
        Set("Sinks__0__Name", "stadt");
        Set("Sinks__0__Kind", "mqtt");
        Set("Sinks__0__Host", "127.0.0.1");
        Set("Sinks__0__Port", city.Port.ToString());
        Set("Sinks__0__UseTls", "false");
        Set("Sinks__0__User", city.User);
        Set("Sinks__0__Password", city.Password);
    }

    public async Task StartAsync()
    {
        _process = new ChildProgram("dotnet", [Assembly, "run"], _environment);
        var process = _process;
        await Eventually.TrueAsync(IsUpAsync, "the gateway answers /health", () => process.Output);

        async Task<bool> IsUpAsync()
        {
            Assert.False(process.HasExited, "The gateway ended by itself:\n" + process.Output);
            return await HealthAsync() is not null;
        }
    }

    /// <summary>The health report, or null while nobody answers.</summary>
    public async Task<JsonElement?> HealthAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await client.GetAsync(new Uri(Page, "health"));
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of a page.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(Page, path));
    }

    /// <summary>Runs a command of the gateway on the same data and gives what it printed.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        await using var command = new ChildProgram("dotnet", [Assembly, .. arguments], _environment);
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == 0, $"jena-gateway {string.Join(' ', arguments)} ended with {command.ExitCode}:\n{command.Output}");
        return command.Output;
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task StopAsync() => _process!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
