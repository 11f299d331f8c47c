using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.NodeRed;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.SideBySide;

/// <summary>Mosquitto and Node-RED with their defaults; the sink is an HTTP server.</summary>
internal sealed class NodeRedPipeline(bool joinsHundred) : IPipeline
{
    private readonly MosquittoBroker _broker = new();
    private readonly int _sinkPort = FreePort.Take();
    private HttpSink? _sink;
    private NodeRedProcess? _nodeRed;

    public string Name => joinsHundred ? "Node-RED, 100 a request" : "Node-RED";

    public int BrokerPort => _broker.Port;

    public Arrivals Arrivals { get; } = new();

    public ProcessFigures Figures => _nodeRed!.Figures;

    public TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    public IReadOnlyDictionary<string, Func<Task>> KillAndRestart => new Dictionary<string, Func<Task>>
    {
        ["Node-RED"] = async () =>
        {
            await _nodeRed!.KillAsync();
            await _nodeRed.StartAsync();
        },
        ["Mosquitto"] = async () =>
        {
            await _broker.KillAsync();
            await _broker.StartAsync();
        },
    };

    public async Task<IReadOnlyList<LoadNode>> StartAsync(int nodes)
    {
        await NodeRedProcess.InstallAsync();
        await _broker.StartAsync();
        _sink = new HttpSink(_sinkPort, Arrivals);
        await _sink.StartAsync();
        _nodeRed = new NodeRedProcess(_broker.Port, _sinkPort, joinsHundred);
        await _nodeRed.StartAsync();
        return LoadNodes.WithRandomKeys(nodes);
    }

    public Task StopSinkAsync() => _sink!.StopAsync();

    public Task StartSinkAsync() => _sink!.StartAsync();

    public Task<bool> RepairAsync() => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        if (_nodeRed is not null)
            await _nodeRed.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
        await _broker.DisposeAsync();
    }
}
