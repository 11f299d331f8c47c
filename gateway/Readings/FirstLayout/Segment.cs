using Jena.SensorNode.Gateway.Readings.Packing;

namespace Jena.SensorNode.Gateway.Readings.FirstLayout;

/// <summary>Settled samples as of schema step 110: one device and day, each field as the difference to the sample before.</summary>
internal static class Segment
{
    private const byte Format = 1;
    private const int MaximumSampleBytes = 160;

    /// <summary>Packs samples.</summary>
    public static byte[] Pack(IReadOnlyList<Sample> samples)
    {
        var buffer = new byte[2 + (samples.Count * MaximumSampleBytes)];
        var writer = new VarintWriter(buffer);
        writer.Byte(Format);
        Sample? previous = null;
        foreach (var sample in samples)
        {
            Write(ref writer, sample, previous);
            previous = sample;
        }

        return buffer[..writer.Length];
    }

    /// <summary>Unpacks samples.</summary>
    /// <exception cref="InvalidDataException">The data are damaged or of a newer format.</exception>
    public static List<Sample> Unpack(int deviceId, ReadOnlySpan<byte> data)
    {
        var reader = new VarintReader(data);
        if (reader.Byte() != Format)
            throw new InvalidDataException("The segment has an unknown format.");
        var samples = new List<Sample>();
        while (!reader.AtEnd)
            samples.Add(Read(ref reader, deviceId, samples.Count > 0 ? samples[^1] : null));
        return samples;
    }

    private static void Write(ref VarintWriter writer, Sample sample, Sample? previous)
    {
        writer.Signed(sample.Sequence - (previous?.Sequence ?? 0));
        writer.Signed((long)sample.Identity.Boot - (previous?.Identity.Boot ?? 0));
        writer.Signed(sample.Identity.Incarnation - (previous?.Identity.Incarnation ?? 0));
        writer.Signed((long)sample.Identity.Counter - (previous?.Identity.Counter ?? 0));
        writer.Signed(sample.LayoutId - (previous?.LayoutId ?? 0));
        writer.Signed((long)sample.NodeSeconds - (previous?.NodeSeconds ?? 0));
        writer.Signed(sample.TimeUnixMilliseconds - (previous?.TimeUnixMilliseconds ?? 0));
        writer.Signed(sample.UncertaintyMilliseconds - (previous?.UncertaintyMilliseconds ?? 0));
        writer.Signed(sample.ReceivedUnixMilliseconds - (previous?.ReceivedUnixMilliseconds ?? 0));
        writer.Signed(sample.BatteryMillivolts - (previous?.BatteryMillivolts ?? 0));
        writer.Unsigned(sample.AgeSeconds is { } age ? age + 1UL : 0);
        writer.Unsigned(sample.DelayBoundMilliseconds is { } bound ? (uint)bound + 1UL : 0);
        writer.Byte((byte)sample.Values.Length);
        for (var channel = 0; channel < sample.Values.Length; channel++)
            writer.Byte(sample.Faults[channel]);
        for (var channel = 0; channel < sample.Values.Length; channel++)
            writer.Signed(sample.Values[channel] - ValueBefore(previous, channel));
    }

    private static Sample Read(ref VarintReader reader, int deviceId, Sample? previous)
    {
        var sequence = (previous?.Sequence ?? 0) + reader.Signed();
        var boot = (previous?.Identity.Boot ?? 0) + reader.Signed();
        var incarnation = (previous?.Identity.Incarnation ?? 0) + reader.Signed();
        var counter = (previous?.Identity.Counter ?? 0) + reader.Signed();
        var layout = (previous?.LayoutId ?? 0) + reader.Signed();
        var nodeSeconds = (previous?.NodeSeconds ?? 0) + reader.Signed();
        var time = (previous?.TimeUnixMilliseconds ?? 0) + reader.Signed();
        var uncertainty = (previous?.UncertaintyMilliseconds ?? 0) + reader.Signed();
        var received = (previous?.ReceivedUnixMilliseconds ?? 0) + reader.Signed();
        var battery = (previous?.BatteryMillivolts ?? 0) + reader.Signed();
        var age = reader.Unsigned();
        var bound = reader.Unsigned();
        var values = new int[reader.Byte()];
        var faults = new byte[values.Length];
        for (var channel = 0; channel < values.Length; channel++)
            faults[channel] = reader.Byte();
        for (var channel = 0; channel < values.Length; channel++)
            values[channel] = ValueBefore(previous, channel) + (int)reader.Signed();
        return new Sample
        {
            Sequence = sequence,
            Identity = new SampleIdentity(deviceId, (uint)boot, (int)incarnation, (uint)counter),
            LayoutId = (int)layout,
            NodeSeconds = (uint)nodeSeconds,
            TimeUnixMilliseconds = time,
            UncertaintyMilliseconds = (int)uncertainty,
            TimeIsProvisional = false,
            ReceivedUnixMilliseconds = received,
            BatteryMillivolts = (int)battery,
            AgeSeconds = age == 0 ? null : (uint)(age - 1),
            DelayBoundMilliseconds = bound == 0 ? null : (int)(bound - 1),
            Values = values,
            Faults = faults,
        };
    }

    private static int ValueBefore(Sample? previous, int channel) =>
        previous is not null && channel < previous.Values.Length ? previous.Values[channel] : 0;
}
