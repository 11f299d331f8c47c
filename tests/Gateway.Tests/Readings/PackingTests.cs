using CsCheck;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Packing;

namespace Jena.SensorNode.Gateway.Tests.Readings;

public class PackingTests
{
    // Small steps as nodes make them, and anything at all.
    private static readonly Gen<long> Long = Gen.OneOf(Gen.Long[-3, 3], Gen.Long[-9_000_000_000_000, 9_000_000_000_000]);
    private static readonly Gen<uint> UInt = Gen.OneOf(Gen.UInt[0, 3], Gen.UInt);
    private static readonly Gen<int> Int = Gen.OneOf(Gen.Int[-3, 3], Gen.Int);
    private static readonly Gen<int> Positive = Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, int.MaxValue]);

    private static readonly Gen<(int[] Values, byte[] Faults)> Channels =
        Gen.Int[0, 8].SelectMany(count => Gen.Select(Int.Array[count], Gen.OneOf(Gen.Const((byte)0), Gen.Byte).Array[count]));

    private static readonly Gen<Sample> AnySample =
        Gen.Select(Gen.Select(Gen.Long[0, long.MaxValue / 2], UInt, Positive, UInt), Gen.Select(Positive, UInt, Long, Positive), Gen.Select(Long, Positive, UInt, Positive), Gen.Select(Channels, Gen.Int[0, 3]))
            .Select((identity, clock, frame, rest) => new Sample
            {
                Sequence = identity.Item1,
                Identity = new SampleIdentity(7, identity.Item2, identity.Item3, identity.Item4),
                LayoutId = clock.Item1,
                NodeSeconds = clock.Item2,
                TimeUnixMilliseconds = clock.Item3,
                UncertaintyMilliseconds = clock.Item4,
                TimeIsProvisional = false,
                ReceivedUnixMilliseconds = frame.Item1,
                BatteryMillivolts = frame.Item2,
                AgeSeconds = (rest.Item2 & 1) == 0 ? null : frame.Item3,
                DelayBoundMilliseconds = (rest.Item2 & 2) == 0 ? null : frame.Item4,
                Values = rest.Item1.Values,
                Faults = rest.Item1.Faults,
            });

    [Fact]
    public void Whatever_was_packed_comes_back() =>
        AnySample.Array[0, 20].Sample(samples => Assert.Equivalent(samples, SampleUnpacker.Unpack(7, SamplePacker.Pack(samples)), strict: true), iter: 3000);

    [Fact]
    public void Damaged_bytes_give_samples_or_a_clear_error_never_anything_else() =>
        Gen.Select(AnySample.Array[1, 5], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[0, 4], Gen.Int[0, 400]).Sample(
            (samples, flips, length) =>
            {
                var data = SamplePacker.Pack(samples);
                foreach (var (at, value) in flips)
                    data[at % data.Length] = value;
                try
                {
                    _ = SampleUnpacker.Unpack(1, data.AsSpan(0, Math.Min(length, data.Length)));
                }
                catch (InvalidDataException)
                {
                    // As promised.
                }
            },
            iter: 20_000);

    [Fact]
    public void A_field_of_a_format_to_come_is_refused()
    {
        var data = SamplePacker.Pack([AnySample.Single()]);
        data[1] |= 0x80;

        Assert.Contains("newer format", Assert.Throws<InvalidDataException>(() => SampleUnpacker.Unpack(1, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regular_day_of_a_six_channel_node_takes_less_than_15_bytes_a_sample()
    {
        var random = new Random(3);
        var batches = Enumerable.Range(0, 4).Select(frame =>
        {
            var batch = TestBatches.Make(first: (uint)(frame * 24), count: 24);
            Array.Clear(batch.Faults);
            for (var index = 0; index < batch.Values.Length; index++)
                batch.Values[index] = 2000 + (index % 6 * 100) + random.Next(-20, 20);
            return batch;
        });
        var samples = batches.SelectMany((batch, frame) => Enumerable.Range(0, 24).Select(index => Unpacked(batch, index, (frame * 1000) + index))).ToList();

        Assert.InRange(SamplePacker.Pack(samples).Length / 96.0, 8, 15);

        static Sample Unpacked(SampleBatch batch, int index, long sequence)
        {
            Span<byte> buffer = stackalloc byte[SamplePacker.MaximumSampleBytes];
            var packer = new SamplePacker(buffer, 0);
            packer.Add(new SampleView(batch, index, sequence));
            return SampleUnpacker.Unpack(1, buffer[..packer.Length]).Single();
        }
    }
}
