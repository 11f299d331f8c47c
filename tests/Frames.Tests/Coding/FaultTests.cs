using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Coding;

public sealed class FaultTests
{
    [Fact]
    public void Every_fault_code_reads_back_on_every_channel()
    {
        for (byte fault = 1; fault <= 15; fault++)
        {
            for (var channel = 0; channel < 6; channel++)
            {
                var content = Contents.SixChannels(1);
                content.Faults[channel] = fault;
                Same.Content(content, Read(content));
            }
        }
    }

    [Fact]
    public void A_fault_never_shows_as_a_number()
    {
        var content = Contents.SixChannels(1);
        content.Values[3] = 85 * 16;
        content.Faults[3] = (byte)ChannelFault.NotReady;
        var read = Read(content);
        Assert.Equal(ChannelFault.NotReady, read.Fault(0, 3));
        Assert.Equal(0, read.Value(0, 3));
    }

    [Fact]
    public void A_channel_that_is_silent_at_first_and_between_comes_back_with_its_values()
    {
        var content = Contents.SixChannels(6);
        content.Faults[2] = content.Faults[8] = content.Faults[20] = (byte)ChannelFault.Missing;
        content.Values[14] = 4090;
        Same.Content(content, Read(content));
    }

    [Fact]
    public void All_channels_of_all_samples_may_be_faulty()
    {
        var content = Contents.SixChannels(24);
        Array.Fill(content.Faults, (byte)ChannelFault.Unpowered);
        Same.Content(content, Read(content));
    }

    [Fact]
    public void A_code_beyond_four_bits_is_sent_as_the_last_reserved_one()
    {
        var content = Contents.SixChannels(1);
        content.Faults[0] = 200;
        Assert.Equal((ChannelFault)15, Read(content).Fault(0, 0));
    }

    private static DecodedFrame Read(FrameContent content)
    {
        var read = new DecodedFrame();
        Assert.Equal(FrameError.None, FrameDecoder.Decode(content.Encode(), read));
        return read;
    }
}
