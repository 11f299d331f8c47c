using CsCheck;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Coding;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_content_that_fits_comes_back_as_it_was() => Contents.AnyThatFits.Sample(content =>
    {
        using var verifier = new FrameVerifier(Contents.Key);
        var read = new DecodedFrame();
        Assert.Equal(FrameError.None, FrameDecoder.Decode(content.Encode(), content.NodeId, verifier, read));
        Same.Content(content, read);
        Assert.Equal(content.NodeId, read.NodeId);
    });

    [Fact]
    public void A_single_sample_of_any_kind_always_fits() => Contents.Any.Sample(content =>
    {
        content.SampleCount = Math.Min(content.SampleCount, 1);
        content.Encode();
    });

    [Fact]
    public void A_decoded_frame_that_is_used_again_keeps_nothing_of_the_one_before() =>
        Gen.Select(Contents.AnyThatFits, Contents.AnyThatFits).Sample((first, second) =>
        {
            var read = new DecodedFrame();
            Assert.Equal(FrameError.None, FrameDecoder.Decode(first.Encode(), read));
            Assert.Equal(FrameError.None, FrameDecoder.Decode(second.Encode(), read));
            Same.Content(second, read);
            Assert.Equal(second.CarriesNodeId ? second.NodeId : 0, read.NodeId);
        });

    [Fact]
    public void Encoding_changes_nothing_in_the_content_and_gives_the_same_bytes_again() => Contents.AnyThatFits.Sample(content =>
    {
        var values = (int[])content.Values.Clone();
        Assert.Equal(content.Encode(), content.Encode());
        Assert.Equal(values, content.Values);
    });

    [Fact]
    public void A_shorter_output_limits_the_frame() => Contents.AnyThatFits.Sample(content =>
    {
        var frame = content.Encode();
        Assert.Equal(frame.Length, FrameEncoder.Encode(content, Contents.Key, new byte[frame.Length]));
        Assert.Equal(FrameEncoder.DoesNotFit, FrameEncoder.Encode(content, Contents.Key, new byte[frame.Length - 1]));
    });

    [Fact]
    public void Times_that_run_backwards_do_not_stand_in_one_frame()
    {
        var content = Contents.SixChannels(3);
        content.Seconds[1] = content.Seconds[0] - 1;
        Assert.Equal(FrameEncoder.DoesNotFit, FrameEncoder.Encode(content, Contents.Key, new byte[240]));
    }

    [Fact]
    public void A_step_that_is_far_from_the_others_starts_a_new_frame()
    {
        var content = Contents.SixChannels(4);
        content.Seconds[0] -= 200_000;
        Assert.Equal(FrameEncoder.DoesNotFit, FrameEncoder.Encode(content, Contents.Key, new byte[240]));
        content.Seconds[0] += 100_000;
        Assert.InRange(FrameEncoder.Encode(content, Contents.Key, new byte[240]), 1, 240);
    }

    [Fact]
    public void More_samples_than_the_count_field_holds_do_not_fit()
        => Assert.Equal(FrameEncoder.DoesNotFit, FrameEncoder.Encode(Contents.SixChannels(64), Contents.Key, new byte[240]));
}
