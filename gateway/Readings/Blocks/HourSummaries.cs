using System.IO.Compression;
using Jena.SensorNode.Gateway.Readings.Packing;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Makes hour summaries of samples, and bytes of summaries: about 2 bytes a channel and hour. Compressed, for at a sample every
/// 15 minutes count, lowest, highest and sum of an hour would take as much as its samples, and thinning would make no room.
/// </summary>
internal static class HourSummaries
{
    private const int LeastSteps = 3;
    private const int MaximumBytes = 40 + (8 * 30);

    // Plain summaries begin with an hour since 1970, which no day of this store makes as small as this.
    private const byte Compressed = 1;
    private const int Quality = 9;
    private const int WindowBits = 16;
    private const int LargestPlain = 1 << 24;

    /// <summary>Adds samples to the summaries of a day; those that are in already (by sequence) fall out.</summary>
    /// <param name="before">Summaries so far.</param>
    /// <param name="samples">Samples of the day, by time.</param>
    /// <param name="throughSequence">Every sample of the device up to this sequence is among the samples, or was before.</param>
    public static List<HourSummary> Add(IReadOnlyList<HourSummary> before, IReadOnlyList<Sample> samples, long throughSequence)
    {
        var hours = before.ToDictionary(hour => (hour.StartUnixMilliseconds, hour.LayoutId));
        // A day thinned before has lost its steps; what was found then stands.
        var interval = before.Count > 0 ? before[0].IntervalMilliseconds : IntervalOf(samples);
        foreach (var group in samples.GroupBy(sample => (HourSummary.StartOf(sample.TimeUnixMilliseconds), sample.LayoutId)))
        {
            var known = hours.GetValueOrDefault(group.Key);
            var channels = known?.Channels.ToList() ?? [];
            foreach (var sample in group.Where(sample => sample.Sequence > (known?.ThroughSequence ?? 0)))
                Add(channels, sample);
            hours[group.Key] = new HourSummary(group.Key.Item1, group.Key.LayoutId, throughSequence, interval, channels);
        }

        return [.. hours.Values.OrderBy(hour => hour.StartUnixMilliseconds).ThenBy(hour => hour.LayoutId)];
    }

    /// <summary>Packs summaries.</summary>
    public static byte[] Pack(IReadOnlyList<HourSummary> hours)
    {
        var plain = PackPlain(hours);
        var buffer = new byte[1 + 10 + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        var writer = new VarintWriter(buffer);
        writer.Byte(Compressed);
        writer.Unsigned((ulong)plain.Length);
        return BrotliEncoder.TryCompress(plain, buffer.AsSpan(writer.Length), out var length, Quality, WindowBits) ? buffer[..(writer.Length + length)] : plain;
    }

    /// <summary>Packs summaries without compression, as schema steps before 113 know them.</summary>
    public static byte[] PackPlain(IReadOnlyList<HourSummary> hours)
    {
        var buffer = new byte[hours.Count * MaximumBytes];
        var writer = new VarintWriter(buffer);
        HourSummary? previous = null;
        foreach (var hour in hours)
        {
            writer.Signed((hour.StartUnixMilliseconds - (previous?.StartUnixMilliseconds ?? 0)) / HourSummary.HourMilliseconds);
            writer.Signed(hour.LayoutId - (previous?.LayoutId ?? 0));
            writer.Signed(hour.ThroughSequence - (previous?.ThroughSequence ?? 0));
            writer.Signed(hour.IntervalMilliseconds - (previous?.IntervalMilliseconds ?? 0));
            writer.Byte((byte)hour.Channels.Count);
            for (var channel = 0; channel < hour.Channels.Count; channel++)
            {
                var summary = hour.Channels[channel];
                writer.Unsigned((ulong)summary.Count);
                writer.Signed((long)summary.Minimum - MinimumBefore(previous, channel));
                writer.Unsigned((ulong)((long)summary.Maximum - summary.Minimum));
                writer.Unsigned((ulong)(summary.Sum - ((long)summary.Minimum * summary.Count)));
            }

            previous = hour;
        }

        return buffer[..writer.Length];
    }

    /// <summary>Unpacks summaries, compressed or plain.</summary>
    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    public static List<HourSummary> Unpack(ReadOnlySpan<byte> data) =>
        data is [Compressed, ..] ? UnpackPlain(Decompress(data[1..])) : UnpackPlain(data);

    private static byte[] Decompress(ReadOnlySpan<byte> data)
    {
        var reader = new VarintReader(data);
        var length = reader.Unsigned();
        if (length > LargestPlain)
            throw new InvalidDataException($"Hours of a day do not take {length} bytes.");
        var plain = new byte[length];
        return BrotliDecoder.TryDecompress(data[reader.Position..], plain, out var written) && written == plain.Length
            ? plain
            : throw new InvalidDataException("The hours of a day are damaged.");
    }

    private static List<HourSummary> UnpackPlain(ReadOnlySpan<byte> data)
    {
        var reader = new VarintReader(data);
        var hours = new List<HourSummary>();
        while (!reader.AtEnd)
        {
            var previous = hours.Count > 0 ? hours[^1] : null;
            var start = (previous?.StartUnixMilliseconds ?? 0) + (reader.Signed() * HourSummary.HourMilliseconds);
            var layout = (previous?.LayoutId ?? 0) + (int)reader.Signed();
            var through = (previous?.ThroughSequence ?? 0) + reader.Signed();
            var interval = (previous?.IntervalMilliseconds ?? 0) + reader.Signed();
            var channels = new ChannelSummary[reader.Byte()];
            for (var channel = 0; channel < channels.Length; channel++)
            {
                var count = (int)reader.Unsigned();
                var minimum = (int)(MinimumBefore(previous, channel) + reader.Signed());
                var maximum = (int)(minimum + (long)reader.Unsigned());
                channels[channel] = new ChannelSummary(count, minimum, maximum, (long)reader.Unsigned() + ((long)minimum * count));
            }

            hours.Add(new HourSummary(start, layout, through, interval, channels));
        }

        return hours;
    }

    private static void Add(List<ChannelSummary> channels, Sample sample)
    {
        for (var channel = 0; channel < sample.Values.Length; channel++)
        {
            if (channel == channels.Count)
                channels.Add(default);
            if (sample.Faults[channel] == 0)
                channels[channel] = channels[channel].With(sample.Values[channel]);
        }
    }

    private static long IntervalOf(IReadOnlyList<Sample> samples)
    {
        var steps = samples.Zip(samples.Skip(1), (left, right) => right.TimeUnixMilliseconds - left.TimeUnixMilliseconds).Where(step => step > 0).Order().ToList();
        return steps.Count < LeastSteps ? 0 : steps[steps.Count / 2];
    }

    private static long MinimumBefore(HourSummary? previous, int channel) =>
        previous is not null && channel < previous.Channels.Count ? previous.Channels[channel].Minimum : 0;
}
