using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Emulator.Fleet;

/// <summary>
/// Runs many nodes on one clock, in the order of time: the node whose next event is earliest goes on until another one's turn has come, so no two
/// clocks are further apart than <see cref="LookAhead"/>.
/// </summary>
/// <param name="clock">The shared clock; a gateway may take its time from it.</param>
public sealed class FleetRunner(VirtualTimeProvider clock)
{
    private readonly List<EmulatedNode> nodes = [];

    /// <summary>How far a node may run ahead of the others.</summary>
    public TimeSpan LookAhead { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Virtual seconds for each real one; null: as fast as it goes.</summary>
    public double? Pace { get; set; }

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Clock { get; } = clock;

    /// <summary>The nodes.</summary>
    public IReadOnlyList<EmulatedNode> Nodes => nodes;

    /// <summary>Adds a node made with the same clock.</summary>
    public void Add(EmulatedNode node) => nodes.Add(node);

    /// <summary>Runs all nodes until a true time. Blocks the calling thread; hung nodes are passed over.</summary>
    public void RunUntil(DateTimeOffset until, CancellationToken cancellation = default)
    {
        var realStart = System.Diagnostics.Stopwatch.GetTimestamp();
        var virtualStart = Clock.TrueUtcNow;
        while (!cancellation.IsCancellationRequested)
        {
            var (first, second) = TwoEarliest();
            if (first is null || first.Device.Next > until)
            {
                Clock.AdvanceTo(until);
                return;
            }

            Keep(first.Device.Next - virtualStart, realStart, cancellation);
            Clock.AdvanceTo(first.Device.Next);
            var turn = second is null || second.Device.Next > until ? until : second.Device.Next;
            var limit = turn > first.Device.Next + LookAhead ? turn : first.Device.Next + LookAhead;
            first.Device.Step(limit < until ? limit : until);
        }
    }

    private (EmulatedNode? First, EmulatedNode? Second) TwoEarliest()
    {
        EmulatedNode? first = null, second = null;
        foreach (var node in nodes)
        {
            if (node.Device.IsHung)
            {
                continue;
            }

            if (first is null || node.Device.Next < first.Device.Next)
            {
                (first, second) = (node, first);
            }
            else if (second is null || node.Device.Next < second.Device.Next)
            {
                second = node;
            }
        }

        return (first, second);
    }

    private void Keep(TimeSpan virtualElapsed, long realStart, CancellationToken cancellation)
    {
        if (Pace is { } pace)
        {
            var ahead = (virtualElapsed / pace) - System.Diagnostics.Stopwatch.GetElapsedTime(realStart);
            if (ahead > TimeSpan.Zero)
            {
                cancellation.WaitHandle.WaitOne(ahead);
            }
        }
    }
}
