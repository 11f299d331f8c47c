using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

internal static class TestBatches
{
    public const long Start = 1_790_000_000_000;

    public static SampleBatch Make(int device = 1, uint boot = 1, uint first = 0, int count = 1, int incarnation = 0, int period = 0, long start = Start, int channels = 6)
    {
        var faults = new byte[count * channels];
        faults[0] = (byte)(first % 7 == 3 ? 4 : 0);
        return new SampleBatch
        {
            Stream = new StreamKey(device, boot, incarnation),
            FirstCounter = first,
            LayoutId = 2,
            BatteryMillivolts = 3700,
            ReceivedUnixMilliseconds = start + ((first + count) * 900_000L),
            ProvisionalPeriod = period,
            AgeSeconds = 3,
            DelayBoundMilliseconds = 10_000,
            NodeSeconds = [.. Enumerable.Range(0, count).Select(index => (first + (uint)index) * 900)],
            TimesUnixMilliseconds = [.. Enumerable.Range(0, count).Select(index => start + ((first + index) * 900_000L))],
            UncertaintiesMilliseconds = [.. Enumerable.Repeat(2500, count)],
            ChannelCount = channels,
            Values = [.. Enumerable.Range(0, count * channels).Select(index => faults[index] == 0 ? 2000 + (index * 3) - (int)first : 0)],
            Faults = faults,
        };
    }

    /// <summary>The same batch with another number of samples, which may be against the rules.</summary>
    public static SampleBatch Cut(this SampleBatch batch, int count) => new()
    {
        Stream = batch.Stream,
        FirstCounter = batch.FirstCounter,
        LayoutId = batch.LayoutId,
        BatteryMillivolts = batch.BatteryMillivolts,
        ReceivedUnixMilliseconds = batch.ReceivedUnixMilliseconds,
        ProvisionalPeriod = batch.ProvisionalPeriod,
        AgeSeconds = batch.AgeSeconds,
        DelayBoundMilliseconds = batch.DelayBoundMilliseconds,
        NodeSeconds = batch.NodeSeconds[..count],
        TimesUnixMilliseconds = batch.TimesUnixMilliseconds[..count],
        UncertaintiesMilliseconds = batch.UncertaintiesMilliseconds[..count],
        ChannelCount = batch.ChannelCount,
        Values = batch.Values[..(count * batch.ChannelCount)],
        Faults = batch.Faults[..(count * batch.ChannelCount)],
    };
}
