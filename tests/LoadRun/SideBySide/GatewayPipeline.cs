using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Sinks;

namespace Jena.SensorNode.LoadRun.SideBySide;

/// <summary>The gateway; the sink is the city's Mosquitto, which keeps sessions over an orderly restart, with a subscriber.</summary>
internal sealed class GatewayPipeline : IPipeline
{
    private readonly MosquittoBroker _city = new("persistence true", "max_queued_messages 0");
    private readonly GatewayProcess _gateway = new();
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private CountingSubscriber? _subscriber;

    public string Name => "gateway";

    public int BrokerPort => _gateway.BrokerPort;

    public Arrivals Arrivals { get; } = new();

    public ProcessFigures Figures => _gateway.Figures;

    public TimeSpan LongestPause => TimeSpan.FromSeconds(40);

    public IReadOnlyDictionary<string, Func<Task>> KillAndRestart => new Dictionary<string, Func<Task>>
    {
        ["gateway"] = async () =>
        {
            await _gateway.KillAsync();
            await _gateway.StartAsync();
        },
        ["Mosquitto of the city"] = async () =>
        {
            await _city.KillAsync();
            await StartSinkAsync();
        },
    };

    public async Task<IReadOnlyList<LoadNode>> StartAsync(int nodes)
    {
        _gateway.ForwardTo(_city.Port);
        var registered = await _gateway.AddNodesAsync(nodes);
        await StartSinkAsync();
        await _gateway.StartAsync();
        return registered;
    }

    public Task StopSinkAsync() => _city.StopAsync();

    public async Task StartSinkAsync()
    {
        await _city.StartAsync();
        _subscriber ??= new CountingSubscriber(_city.Port, "#", Arrivals.CountJson, isClean: false);
        await Waiting.UntilAsync(() => _subscriber.IsSubscribed, TimeSpan.FromSeconds(10));
    }

    /// <summary>Orders everything since the begin to be sent again: a broker that was killed forgets what it acknowledged.</summary>
    public async Task<bool> RepairAsync()
    {
        await _gateway.ResendAsync(_began.AddDays(-60));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        if (_subscriber is not null)
            await _subscriber.DisposeAsync();
        await _city.DisposeAsync();
    }
}
