using System.Text.Json;
using Jena.SensorNode.LoadRun.Machine;

namespace Jena.SensorNode.LoadRun.NodeRed;

/// <summary>Node-RED with the flow a city would build: MQTT in, a function that decodes, a file, an HTTP request.</summary>
internal sealed class NodeRedProcess(int mqttPort, int sinkPort, bool joinsHundred) : IAsyncDisposable
{
    private static readonly string Package = Path.Combine(AppContext.BaseDirectory, "NodeRed");
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private ChildProgram? _process;

    public ProcessFigures Figures => new ProcessFigures(_process!.Id);

    /// <summary>Installs Node-RED from its lock file beside the program, once.</summary>
    public static async Task InstallAsync()
    {
        if (File.Exists(Program()))
            return;
        await using var npm = new ChildProgram("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder: Package);
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException("npm ci failed (it needs Node.js 18 or newer and the npm registry):\n" + npm.Output);
    }

    public async Task StartAsync()
    {
        await WriteFlowAsync();
        var process = new ChildProgram(
            "node", [Program(), "--userDir", _folder.Path, "--port", _port.ToString(), "-D", "uiHost=127.0.0.1", "-D", "logging.console.level=warn", _folder.File("flows.json")]);
        _process = process;
        await Waiting.RequireAsync(() => FreePort.IsAnswered(_port), TimeSpan.FromMinutes(2), () => "Node-RED listens\n" + process.Output);
        // The page listens before the flow runs.
        await Task.Delay(3000);
    }

    public Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string Program() => Path.Combine(Package, "node_modules", "node-red", "red.js");

    private async Task WriteFlowAsync()
    {
        var decode = await File.ReadAllTextAsync(Path.Combine(Package, "codec.js")) + await File.ReadAllTextAsync(Path.Combine(Package, "decode.js"));
        var flow = (await File.ReadAllTextAsync(Path.Combine(Package, "flows.json")))
            .Replace("%MQTT_PORT%", mqttPort.ToString(), StringComparison.Ordinal)
            .Replace("\"%DECODE%\"", JsonSerializer.Serialize(decode), StringComparison.Ordinal)
            .Replace("%FIRST%", joinsHundred ? "join" : "http", StringComparison.Ordinal)
            .Replace("%SINK%", $"http://127.0.0.1:{sinkPort}/", StringComparison.Ordinal)
            .Replace("%FILE%", _folder.File("readings.txt"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("flows.json"), flow);
    }
}
