using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>What holds once a sample and all before it are with the sink.</summary>
/// <param name="Cursor">Sequence up to which the sink has everything.</param>
/// <param name="Count">Samples read from the log by then, in this run.</param>
internal readonly record struct LiveProgress(long Cursor, long Count);

/// <summary>One sample on its way to a sink: sent, taken by the other side, or on its way again.</summary>
/// <param name="sample">The sample.</param>
internal sealed class Departure(Sample sample)
{
    private enum Stage
    {
        Ready,
        UnderWay,
        Taken,
        Failed,
    }

    private volatile Stage _stage;

    /// <summary>The sample.</summary>
    public Sample Sample => sample;

    /// <summary>Where the log has been read to when it is taken; null for one that is sent again.</summary>
    public LiveProgress? Live { get; init; }

    /// <summary>The order by which it is sent again; null for news.</summary>
    public Resend? Resend { get; init; }

    /// <summary>True once the other side has it.</summary>
    public bool IsTaken => _stage == Stage.Taken;

    /// <summary>True while nobody knows whether the other side has it.</summary>
    public bool IsUnderWay => _stage == Stage.UnderWay;

    /// <summary>Completes, and never fails, when the fate of the last send is known.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <summary>When it was sent last, as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long SentTimestamp { get; private set; }

    /// <summary>Notes that it goes out now.</summary>
    public void Leave(long timestamp) => (SentTimestamp, _stage) = (timestamp, Stage.UnderWay);

    /// <summary>Notes what became of it.</summary>
    public void Arrive(bool isTaken) => _stage = isTaken ? Stage.Taken : Stage.Failed;
}
