using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Coding;

public sealed class BoundaryTests
{
    /// <summary>The last and first number of each width that any field has.</summary>
    public static TheoryData<uint> Edges =>
    [
        0, 1, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024, 4095, 4096, 16383, 16384, 65535, 65536,
        (1 << 18) - 1, 1 << 18, (1 << 20) - 1, 1 << 20, (1 << 27) - 1, 1 << 27, int.MaxValue, uint.MaxValue,
    ];

    [Theory]
    [MemberData(nameof(Edges))]
    public void Counters_and_times_hold_every_width(uint edge)
    {
        var content = Contents.SixChannels(1);
        content.Boot = content.FirstSample = content.AgeSeconds = content.Seconds[0] = edge;
        content.NodeId = edge;
        content.CarriesNodeId = true;
        AssertReadsBack(content);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Health_numbers_hold_every_width(uint edge)
    {
        var content = Contents.SixChannels(0);
        content.Health = new HealthReport
        {
            Mask = HealthReport.Everything,
            WakeReason = (byte)(edge & 15),
            RadioTimeCentiseconds = edge,
            UplinkRetries = edge,
            JournalDepth = edge,
            Resets = edge,
            SamplesLost = edge,
            SettingsVersion = edge,
            SettingsRefusedReason = (byte)(edge & 15),
            SettingsRefusedVersion = edge,
            Firmware = (ushort)edge,
            AwakeTimeCentiseconds = edge,
            FreeHeapKibibytes = edge,
            SelfTest = (byte)edge,
        };
        AssertReadsBack(content);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Time_steps_hold_every_width(uint edge)
    {
        var content = Contents.SixChannels(2);
        content.Seconds = [uint.MaxValue - edge, uint.MaxValue];
        AssertReadsBack(content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(286)]
    public void Layout_ids_of_both_forms_read_back(int layout)
    {
        var content = Contents.SixChannels(1);
        content.LayoutId = layout;
        AssertReadsBack(content);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 1001)]
    [InlineData(1, 1001)]
    [InlineData(1000, 1001)]
    [InlineData(1001, 1001)]
    [InlineData(3712, 3712)]
    [InlineData(5095, 5095)]
    [InlineData(5096, 5095)]
    public void Battery_is_clamped_to_what_the_field_holds(int sent, int expected)
    {
        var content = Contents.SixChannels(1);
        content.BatteryMillivolts = sent;
        Assert.Equal(expected, Read(content).BatteryMillivolts);
    }

    [Theory]
    [InlineData(-65536)]
    [InlineData(-880)]
    [InlineData(-257)]
    [InlineData(-256)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3839)]
    [InlineData(3840)]
    [InlineData(65535)]
    public void Values_at_the_edges_read_back_first_and_later(int value)
    {
        AssertReadsBack(Contents.OneSample(value));
        var content = Contents.SixChannels(3);
        content.ChannelCount = 2;
        content.Values = [0, value, value, -value - 1, 0, value];
        content.Faults = new byte[6];
        AssertReadsBack(content);
    }

    [Fact]
    public void Every_soil_temperature_from_minus_55_to_125_degrees_keeps_its_sign_and_sixteenth()
    {
        for (var sixteenths = -55 * 16; sixteenths <= 125 * 16; sixteenths++)
            Assert.Equal(sixteenths, Read(Contents.OneSample(2400, sixteenths)).Value(0, 1));
    }

    [Fact]
    public void A_frost_night_reads_back_in_a_batch()
    {
        var content = Contents.SixChannels(24);
        for (var i = 0; i < 24; i++)
            content.Values[(i * 6) + 3] = 40 - (i * 40);
        AssertReadsBack(content);
    }

    [Theory]
    [InlineData(-65537)]
    [InlineData(65536)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_value_that_the_format_cannot_carry_becomes_a_fault_not_another_value(int value)
    {
        var read = Read(Contents.OneSample(2400, value));
        Assert.Equal(ChannelFault.None, read.Fault(0, 0));
        Assert.Equal(ChannelFault.OutOfRange, read.Fault(0, 1));
    }

    [Fact]
    public void Sample_counters_wrap()
    {
        var content = Contents.SixChannels(2);
        content.FirstSample = uint.MaxValue;
        Assert.Equal(0u, Read(content).SampleCounter(1));
    }

    private static void AssertReadsBack(FrameContent content) => Same.Content(content, Read(content));

    private static DecodedFrame Read(FrameContent content)
    {
        var read = new DecodedFrame();
        Assert.Equal(FrameError.None, FrameDecoder.Decode(content.Encode(), read));
        return read;
    }
}
