using System.Diagnostics;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>Many connected nodes and the ways to let them send.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int ConnectingAtATime = 256;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private Fleet(IReadOnlyList<LoadNode> nodes, int retryMilliseconds = 100, bool listens = false) =>
        Connections = [.. nodes.Select((node, index) => new NodeConnection(node, index, retryMilliseconds, listens))];

    public IReadOnlyList<NodeConnection> Connections { get; }

    /// <summary>Samples acknowledged in the run.</summary>
    public long AcknowledgedSamples => Connections.Sum(connection => (long)connection.Acknowledged * connection.Node.SamplesPerPacket);

    /// <summary>Each acknowledged sample of the run, as the node named it.</summary>
    public IEnumerable<SampleId> AcknowledgedSampleIds() => Connections.SelectMany(connection => Enumerable
        .Range(0, connection.Acknowledged * connection.Node.SamplesPerPacket)
        .Select(index => new SampleId(connection.Node.Id, connection.Node.Boot, (uint)index)));

    /// <summary>Messages that came to the nodes: the time, settings.</summary>
    public long Heard => Connections.Sum(connection => (long)connection.Heard);

    /// <summary>Connects all nodes and waits until the broker has taken each.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="port">Of the broker.</param>
    /// <param name="listens">True if each also subscribes to its time and its settings, as a real node does.</param>
    public static async Task<Fleet> ConnectAsync(IReadOnlyList<LoadNode> nodes, int port, bool listens = false)
    {
        var fleet = new Fleet(nodes, listens: listens);
        foreach (var some in fleet.Connections.Chunk(ConnectingAtATime))
        {
            fleet.Start(some, port);
            await fleet.UntilAsync(() => some.All(connection => connection.IsReady), "all nodes are connected", TimeSpan.FromMinutes(2));
        }

        return fleet;
    }

    /// <summary>Lets all nodes connect at once, each as soon as it can, and send all that was prepared.</summary>
    public static Fleet Rush(IReadOnlyList<LoadNode> nodes, int port, int retryMilliseconds = 100)
    {
        var fleet = new Fleet(nodes, retryMilliseconds);
        OfferAll(fleet.Connections);
        fleet.Start(fleet.Connections, port);
        return fleet;
    }

    /// <summary>Offers every prepared frame of some connections: each goes when the one before is acknowledged.</summary>
    public static void OfferAll(IEnumerable<NodeConnection> connections)
    {
        foreach (var connection in connections)
        {
            connection.Reset();
            connection.OfferAll();
        }
    }

    /// <summary>Sends at a mean rate over all nodes in turn, whether or not the other side keeps up.</summary>
    /// <remarks>
    /// Nodes know nothing of each other, so frames come at random (exponential gaps, the same ones in each run); on the beat of a
    /// clock they would never meet in a commit. The time of a frame runs from when it was due, so that waiting counts.
    /// </remarks>
    public async Task PaceAsync(double framesPerSecond, int frames, CancellationToken cancellation = default)
    {
        foreach (var connection in Connections)
            connection.Reset();
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var dueSeconds = 0.0;
        for (var sent = 0; sent < frames && await timer.WaitForNextTickAsync(cancellation);)
        {
            for (var now = watch.Elapsed.TotalSeconds; sent < frames && dueSeconds <= now; sent++)
            {
                Connections[sent % Connections.Count].Offer();
                dueSeconds -= Math.Log(1 - random.NextDouble()) / framesPerSecond;
            }
        }
    }

    /// <summary>Hears of each acknowledgement.</summary>
    public void Collect(Latencies? latencies)
    {
        foreach (var connection in Connections)
            connection.OnAcknowledged = latencies is null ? null : (_, ticks) => latencies.Add(ticks);
    }

    /// <summary>Waits for a number of acknowledged samples.</summary>
    /// <returns>False if they did not come in time.</returns>
    public Task<bool> AcknowledgedAsync(long samples, TimeSpan limit) => Waiting.UntilAsync(() => AcknowledgedSamples >= samples, limit);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var connection in Connections)
            connection.Dispose();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private void Start(IEnumerable<NodeConnection> connections, int port)
    {
        foreach (var connection in connections)
            _running.Add(Task.Run(() => connection.RunAsync(port, _stop.Token)));
    }

    private async Task UntilAsync(Func<bool> condition, string what, TimeSpan limit)
    {
        if (await Waiting.UntilAsync(() => condition() || _running.Any(task => task.IsFaulted), limit) && condition())
            return;
        if (_running.Find(task => task.IsFaulted) is { } faulted)
            await faulted;
        throw new TimeoutException($"Did not come true within {limit}: {what}.");
    }
}
