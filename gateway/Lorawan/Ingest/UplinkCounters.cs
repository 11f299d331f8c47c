namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>Counts of deliveries since the start, and the last one refused.</summary>
internal sealed class UplinkCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<UplinkOutcome>().Length];

    /// <summary>Why the last message was refused; empty while none was.</summary>
    public string LastProblem { get; private set; } = "";

    /// <summary>Deliveries with an outcome.</summary>
    public long Of(UplinkOutcome outcome) => Volatile.Read(ref _counts[(int)outcome]);

    /// <summary>Counts a delivery and gives it back.</summary>
    public UplinkResult Count(UplinkResult result)
    {
        Interlocked.Increment(ref _counts[(int)result.Outcome]);
        if (result.Outcome == UplinkOutcome.Refused)
            LastProblem = result.Problem;
        return result;
    }
}
