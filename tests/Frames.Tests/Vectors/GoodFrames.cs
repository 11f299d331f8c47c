namespace Jena.SensorNode.Frames.Tests.Vectors;

/// <summary>Contents of the vectors that decode; each shows one thing.</summary>
internal static class GoodFrames
{
    internal static IEnumerable<(string Name, FrameContent Content)> All()
    {
        yield return ("six channels, one sample", Contents.SixChannels(1));
        yield return ("battery not measured", With(1, c => c.BatteryMillivolts = 0));
        yield return ("battery at the field's end", With(1, c => c.BatteryMillivolts = 5095));
        yield return ("-55 °C, so that values are wide", With(1, c => c.Values[3] = -880));
        yield return ("values at the narrow edges", With(1, c => (c.Values[0], c.Values[3]) = (3839, -256)));
        yield return ("values at the wide edges", With(1, c => (c.Values[0], c.Values[3]) = (65535, -65536)));
        yield return ("faults on every channel", With(1, c => c.Faults = [1, 2, 3, 4, 5, 6]));
        yield return ("the other faults, a reserved one, a value", With(1, c => c.Faults = [7, 8, 9, 10, 15, 0]));
        yield return ("node named in the frame", With(1, c => (c.CarriesNodeId, c.NodeId) = (true, 0xfedcba98)));
        yield return ("layout 30", With(1, c => c.LayoutId = 30));
        yield return ("layout 31, the first of the long form", With(1, c => c.LayoutId = 31));
        yield return ("layout 286, the last", With(1, c => c.LayoutId = 286));
        yield return ("counters at their largest", With(1, c =>
            c.Boot = c.FirstSample = c.AgeSeconds = c.Seconds[0] = uint.MaxValue));
        yield return ("everything zero", With(1, c =>
        {
            c.NodeId = c.Boot = c.FirstSample = c.AgeSeconds = c.Seconds[0] = 0;
            c.LayoutId = c.BatteryMillivolts = 0;
            c.Values = new int[6];
        }));
        yield return ("no sample, a heartbeat", With(0, c => { }));
        yield return ("no sample, every health field", With(0, c => c.Health = Health(HealthReport.Everything, 300)));
        yield return ("health with large numbers", With(1, c => c.Health = Health(HealthReport.Everything, 0xfffffff0)));
        yield return ("health with two fields", With(1, c => c.Health = Health(HealthReport.HasWakeReason | HealthReport.HasFirmware, 1)));
        yield return ("health without a field", With(1, c => c.Health = new HealthReport()));
        yield return ("two samples", Contents.SixChannels(2));
        yield return ("eight samples", Contents.SixChannels(8));
        yield return ("twenty-four samples", Contents.SixChannels(24));
        yield return ("a gap and jitter in the times", With(8, c => (c.Seconds[0], c.Seconds[3]) = (53_930_000, 54_002_707)));
        yield return ("a jump that takes the escape", With(8, c => c.Values[24] = 3800));
        yield return ("jumps from end to end", With(3, c => (c.Values[0], c.Values[6], c.Values[12]) = (-65536, 65535, -65536)));
        yield return ("a trend that would leave the range", Steep());
        yield return ("faults first, between and last", With(8, c =>
        {
            c.Faults[0] = c.Faults[6] = 1;
            c.Faults[27] = 9;
            c.Faults[44] = c.Faults[47] = 8;
        }));
        yield return ("sample counter wraps", With(3, c => c.FirstSample = uint.MaxValue));
        yield return ("sixty-three samples of one channel", OneChannel(63));
        yield return ("times that stand still", With(4, c => Array.Fill(c.Seconds, 77u)));
    }

    private static FrameContent With(int samples, Action<FrameContent> change)
    {
        var content = Contents.SixChannels(samples);
        change(content);
        return content;
    }

    private static FrameContent OneChannel(int samples)
    {
        var content = Contents.SixChannels(samples);
        content.ChannelCount = 1;
        content.Values = [.. Enumerable.Range(0, samples).Select(i => 2000 + (i * 3))];
        content.Faults = new byte[samples];
        return content;
    }

    private static FrameContent Steep()
    {
        var content = OneChannel(8);
        content.Values = [-40000, -20000, 0, 20000, 40000, 60000, 65535, 65535];
        return content;
    }

    private static HealthReport Health(int mask, uint number) => new()
    {
        Mask = mask,
        WakeReason = 1,
        RadioTimeCentiseconds = number,
        UplinkRetries = number + 1,
        JournalDepth = number + 2,
        Resets = number + 3,
        SamplesLost = number + 4,
        SettingsVersion = number + 5,
        SettingsRefusedReason = 4,
        SettingsRefusedVersion = number + 6,
        Firmware = 102,
        AwakeTimeCentiseconds = number + 7,
        FreeHeapKibibytes = number + 8,
        SelfTest = 0x5f,
    };
}
