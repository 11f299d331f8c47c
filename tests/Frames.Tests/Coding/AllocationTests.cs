using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Coding;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    public void Verifying_and_decoding_allocates_nothing(int samples)
    {
        var frame = Contents.SixChannels(samples).Encode();
        using var verifier = new FrameVerifier(Contents.Key);
        var read = new DecodedFrame();
        FrameDecoder.Decode(frame, 0x2a, verifier, read);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var errors = 0;
        for (var i = 0; i < 1000; i++)
            errors += (int)FrameDecoder.Decode(frame, 0x2a, verifier, read);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, errors);
    }

    [Fact]
    public void Encoding_a_batch_stays_within_a_kilobyte_of_heap()
    {
        var content = Contents.SixChannels(24);
        var output = new byte[240];
        FrameEncoder.Encode(content, Contents.Key, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        FrameEncoder.Encode(content, Contents.Key, output);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }
}
