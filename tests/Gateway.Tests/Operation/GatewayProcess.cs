using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>The gateway as a process of its own, with an environment of its own, and all that it wrote.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private GatewayProcess()
    {
    }

    public string DataDirectory => _folder.Path;

    public RegisteredNode Node { get; private set; } = null!;

    /// <summary>The nodes that are registered; <see cref="Node"/> is the first.</summary>
    public IReadOnlyList<RegisteredNode> Nodes { get; private set; } = [];

    /// <summary>What the process holds in memory now, bytes (Linux).</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public int MqttPort { get; private set; }

    public HttpClient Client { get; private set; } = null!;

    public string Log => string.Join('\n', _lines);

    /// <summary>Registers one node or more, then starts the process; <paramref name="environment"/> gives further variables.</summary>
    public static async Task<GatewayProcess> StartAsync(Func<GatewayProcess, IEnumerable<(string Name, string Value)>> environment, int nodes = 1)
    {
        var made = new GatewayProcess();
        await using (var gateway = await RunningGateway.StartAsync(dataDirectory: made.DataDirectory))
        {
            for (var count = 0; count < nodes; count++)
                made.Nodes = [.. made.Nodes, await gateway.AddNodeAsync()];
        }

        made.Node = made.Nodes[0];
        made.Start(environment(made));
        await made.ReadPortsAsync();
        return made;
    }

    /// <summary>What <c>/metrics</c> tells. Of a process of its own: in one process every gateway would hear the meters of all.</summary>
    public async Task<string> ScrapeAsync()
    {
        string text;
        do
            text = await Client.GetStringAsync(new Uri("metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        while (!text.Contains("jena_sink_lag", StringComparison.Ordinal));
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Client?.Dispose();
        _folder.Dispose();
    }

    private void Start(IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GatewayHost).Assembly.Location, "run"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataDirectory,
        };
        foreach (var (name, value) in new[] { ("DataDirectory", DataDirectory), ("Web__Port", "0"), ("Web__Address", "127.0.0.1"), ("Broker__Port", "0"), ("Timing__Clock", "Always") })
            start.Environment["Gateway__" + name] = value;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task ReadPortsAsync()
    {
        var file = _folder.File("ports.json");
        await Eventually.TrueAsync(() => File.Exists(file) || _process!.HasExited, "the gateway listens");
        Assert.False(_process!.HasExited, Log);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        MqttPort = json.RootElement.GetProperty("mqtt").GetInt32();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{json.RootElement.GetProperty("web").GetInt32()}/") };
    }
}
