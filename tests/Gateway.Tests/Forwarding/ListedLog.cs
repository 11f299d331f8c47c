using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>A log in memory as the way out sees it; everything that it does not read is left out.</summary>
internal sealed class ListedLog(params Sample[] samples) : IReadingStore
{
    public event Action? Appended
    {
        add { }
        remove { }
    }

    public List<Sample> Samples { get; } = [.. samples];

    /// <summary>The largest number of samples that were asked for at a time.</summary>
    public int MostAsked { get; private set; }

    public int Reads { get; private set; }

    public long LastSequence => Samples.Count == 0 ? 0 : Samples[^1].Sequence;

    public static Sample Sample(long sequence, long time, bool isProvisional = false) => new()
    {
        Sequence = sequence,
        Identity = new SampleIdentity(1, 1, 0, (uint)sequence),
        LayoutId = 1,
        NodeSeconds = 0,
        TimeUnixMilliseconds = time,
        UncertaintyMilliseconds = 1,
        TimeIsProvisional = isProvisional,
        ReceivedUnixMilliseconds = time,
        BatteryMillivolts = 0,
        Values = [],
        Faults = [],
    };

    public static Departure Departure(long sequence) => new(Sample(sequence, sequence)) { Live = new LiveProgress(sequence, sequence) };

    public IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount)
    {
        Reads++;
        MostAsked = Math.Max(MostAsked, maximumCount);
        return [.. Samples.Where(sample => sample.Sequence > afterSequence).Take(maximumCount)];
    }

    public Task<int> AppendAsync(SampleBatch batch, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<StreamSummary> Streams(int deviceId) => throw new NotSupportedException();

    public int CountKnown(StreamKey stream, uint firstCounter, int count) => throw new NotSupportedException();

    public Sample? Find(SampleIdentity identity) => throw new NotSupportedException();

    public IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) => throw new NotSupportedException();

    public IReadOnlyList<HourSummary> ThinnedHours(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds) => throw new NotSupportedException();

    public IReadOnlyList<Sample> Recent(int deviceId, int maximumCount) => throw new NotSupportedException();

    public Sample? Latest(int deviceId) => throw new NotSupportedException();

    public bool HasUnreadable(int deviceId, long fromUnixMilliseconds) => throw new NotSupportedException();

    public long NewestTrustedArrival() => throw new NotSupportedException();

    public int LastPeriod() => throw new NotSupportedException();

    public Task<int> RepairTimesAsync(Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair, long arrivedAfterUnixMilliseconds = long.MaxValue, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
