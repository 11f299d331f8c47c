using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>Makes the batch of one sample that the store takes.</summary>
internal static class UplinkBatch
{
    /// <summary>The sample of some values.</summary>
    public static SampleBatch Of(StreamKey stream, uint counter, DecodedValues values, UplinkTime time) => new()
    {
        Stream = stream,
        FirstCounter = counter,
        LayoutId = values.LayoutId,
        BatteryMillivolts = Math.Clamp(values.BatteryMillivolts, 0, ushort.MaxValue),
        ReceivedUnixMilliseconds = time.ReceivedUnixMilliseconds,
        ProvisionalPeriod = time.ProvisionalPeriod,
        AgeSeconds = 0,
        DelayBoundMilliseconds = null,

        // The device has no clock of its own; the network's stands in, so that the repair of times has one to go by.
        NodeSeconds = [(uint)Math.Clamp(time.UnixMilliseconds / 1000, 0, uint.MaxValue)],
        TimesUnixMilliseconds = [time.UnixMilliseconds],
        UncertaintiesMilliseconds = [time.UncertaintyMilliseconds],
        ChannelCount = values.Values.Length,
        Values = values.Values,
        Faults = values.Faults,
    };
}
