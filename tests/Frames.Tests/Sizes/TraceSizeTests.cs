using Jena.SensorNode.Benchmarks.Sizes;

namespace Jena.SensorNode.Frames.Tests.Sizes;

/// <summary>Sizes on the recorded trace, six channels; the command <c>sizes</c> of the benchmarks prints the whole table.</summary>
public sealed class TraceSizeTests
{
    private const int QuarterHour = 15;

    [Fact]
    public void Twenty_four_samples_take_at_most_three_and_a_half_bytes_each_in_the_mean()
        => Assert.InRange(Sizes(24).Average() / 24, 2, 3.5);

    [Fact]
    public void Eight_samples_fit_into_the_smallest_lorawan_payload_of_51_bytes_nearly_always()
    {
        var sizes = Sizes(8);
        Assert.InRange(sizes.Average(), 30, 47);
        Assert.InRange(sizes.Count(size => size <= 51) / (double)sizes.Length, 0.98, 1);
    }

    [Fact]
    public void Every_day_of_every_probe_of_the_trace_comes_back_as_it_was()
    {
        var trace = Trace();
        for (var first = 0; first + 3 <= trace.Probes; first += 3)
        {
            foreach (var batch in Batch.Windows(trace.Samples([first, first + 1, first + 2], temperatures: true, 60), 24, 3600))
            {
                var read = new Decoding.DecodedFrame();
                var content = batch.Content();
                Assert.Equal(Decoding.FrameError.None, Decoding.FrameDecoder.Decode(content.Encode(Batch.Key), read));
                Same.Content(content, read);
            }
        }
    }

    private static int[] Sizes(int samples)
        => [.. Batch.Windows(Trace().Samples([0, 1, 2], temperatures: true, QuarterHour), samples, QuarterHour * 60).Select(b => b.FrameBytes())];

    private static ParkTrace Trace()
    {
        var file = ParkTrace.FindFile();
        if (file is null)
            Assert.Skip("The recorded trace ../shared/data/park/soil_moisture_hourly.csv is not there.");
        return ParkTrace.Read(file);
    }
}
