namespace Jena.SensorNode.Frames.Tests.Sizes;

/// <summary>FRAME.md 4.5, at the very limits that it states.</summary>
public sealed class SingleSampleSizeTests
{
    [Fact]
    public void Six_channels_take_28_bytes_at_the_stated_limits() => Assert.Equal(28, AtLimits().Encode().Length);

    [Fact]
    public void Beyond_all_limits_at_once_a_sample_takes_no_more_than_twelve_bytes_more()
    {
        var content = AtLimits();
        content.Boot = content.FirstSample = content.AgeSeconds = content.Seconds[0] = uint.MaxValue;
        content.LayoutId = FrameContent.MaximumLayoutId;
        Assert.InRange(content.Encode().Length, 29, 40);
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(0, 8)]
    [InlineData(4095, 255)]
    public void A_step_beyond_one_limit_costs_one_byte(uint boot, uint age)
    {
        var content = AtLimits();
        content.Boot = Math.Max(boot, content.Boot);
        content.AgeSeconds = Math.Max(age, content.AgeSeconds);
        Assert.InRange(content.Encode().Length, 29, 30);
    }

    private static FrameContent AtLimits()
    {
        var content = Contents.OneSample(3839, 3839, 3839, -256, -256, -256);
        content.Boot = 31;
        content.FirstSample = (1 << 18) - 1;
        content.Seconds[0] = (1 << 27) - 1;
        content.AgeSeconds = 7;
        content.LayoutId = 30;
        content.BatteryMillivolts = 5095;
        return content;
    }
}
