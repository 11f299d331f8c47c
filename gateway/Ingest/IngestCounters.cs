namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Counts of this run, for metrics, health and page.</summary>
internal sealed class IngestCounters
{
    private readonly long[] _outcomes = new long[Enum.GetValues<IngestOutcome>().Length];
    private long _frames;
    private long _samples;

    /// <summary>Frames that came in, whatever became of them.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Samples that were new and are stored.</summary>
    public long Samples => Volatile.Read(ref _samples);

    /// <summary>Frames with an outcome.</summary>
    public long Of(IngestOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    /// <summary>Counts a frame that came in.</summary>
    public void CountFrame() => Interlocked.Increment(ref _frames);

    /// <summary>Counts what became of it.</summary>
    public void Count(IngestOutcome outcome, int newSamples)
    {
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        Interlocked.Add(ref _samples, newSamples);
    }
}
