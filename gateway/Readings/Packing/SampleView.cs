namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>A sample as the packer sees it: of a batch on its way to the disk or of one that was read, without a copy.</summary>
internal readonly ref struct SampleView
{
    /// <summary>A sample that was read.</summary>
    public SampleView(Sample sample)
    {
        (Sequence, Boot, Incarnation, Counter) = (sample.Sequence, sample.Identity.Boot, sample.Identity.Incarnation, sample.Identity.Counter);
        (LayoutId, NodeSeconds, Battery) = (sample.LayoutId, sample.NodeSeconds, sample.BatteryMillivolts);
        (Time, Uncertainty, Received) = (sample.TimeUnixMilliseconds, sample.UncertaintyMilliseconds, sample.ReceivedUnixMilliseconds);
        (Age, DelayBound) = (sample.AgeSeconds, sample.DelayBoundMilliseconds);
        Values = sample.Values;
        Faults = sample.Faults;
    }

    /// <summary>A sample of a batch.</summary>
    public SampleView(SampleBatch batch, int index, long sequence)
    {
        var isLast = index == batch.Count - 1;
        (Sequence, Boot, Incarnation, Counter) = (sequence, batch.Stream.Boot, batch.Stream.Incarnation, batch.IdentityOf(index).Counter);
        (LayoutId, NodeSeconds, Battery) = (batch.LayoutId, batch.NodeSeconds[index], batch.BatteryMillivolts);
        (Time, Uncertainty, Received) = (batch.TimesUnixMilliseconds[index], batch.UncertaintiesMilliseconds[index], batch.ReceivedUnixMilliseconds);
        Age = isLast ? batch.AgeSeconds : null;
        DelayBound = isLast ? batch.DelayBoundMilliseconds : null;
        Values = batch.ValuesOf(index);
        Faults = batch.FaultsOf(index);
    }

    /// <summary>What comes before the first sample of a pack.</summary>
    public SampleView(long sequence) => Sequence = sequence;

    public long Sequence { get; }

    public uint Boot { get; }

    public int Incarnation { get; }

    public uint Counter { get; }

    public int LayoutId { get; }

    public uint NodeSeconds { get; }

    public int Battery { get; }

    public long Time { get; }

    public int Uncertainty { get; }

    public long Received { get; }

    public uint? Age { get; }

    public int? DelayBound { get; }

    public ReadOnlySpan<int> Values { get; }

    public ReadOnlySpan<byte> Faults { get; }
}
