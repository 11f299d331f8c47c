using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests;

/// <summary>Compares what was sent with what was read.</summary>
internal static class Same
{
    internal static void Content(FrameContent sent, DecodedFrame read)
    {
        Assert.Equal(sent.CarriesNodeId, read.CarriesNodeId);
        Assert.Equal(sent.LayoutId, read.LayoutId);
        Assert.Equal(sent.Boot, read.Boot);
        Assert.Equal(sent.FirstSample, read.FirstSample);
        Assert.Equal(sent.AgeSeconds, read.AgeSeconds);
        Assert.Equal(sent.BatteryMillivolts, read.BatteryMillivolts);
        Assert.Equal(sent.ChannelCount, read.ChannelCount);
        Assert.Equal(sent.SampleCount, read.SampleCount);
        Assert.Equal(sent.SampleCount == 0 ? sent.LastSeconds : sent.Seconds[sent.SampleCount - 1], read.LastSeconds);
        Assert.Equal(sent.Seconds[..sent.SampleCount], read.Seconds.ToArray());
        var cells = sent.SampleCount * sent.ChannelCount;
        Assert.Equal(sent.Faults[..cells], read.Faults.ToArray());
        var values = sent.Values[..cells].Select((value, i) => sent.Faults[i] == 0 ? value : 0);
        Assert.Equal(values, read.Values.ToArray());
        Assert.Equal(sent.Health is null, read.Health is null);
        if (sent.Health is not null)
            Health(sent.Health, read.Health!);
    }

    private static void Health(HealthReport sent, HealthReport read)
    {
        Assert.Equal(sent.Mask, read.Mask);
        foreach (var (bit, field) in HealthFields)
            Assert.Equal((sent.Mask & bit) == 0 ? 0 : field(sent), field(read));
    }

    private static readonly (int Bit, Func<HealthReport, long> Field)[] HealthFields =
    [
        (HealthReport.HasWakeReason, h => h.WakeReason),
        (HealthReport.HasRadioTime, h => h.RadioTimeCentiseconds),
        (HealthReport.HasUplinkRetries, h => h.UplinkRetries),
        (HealthReport.HasJournalDepth, h => h.JournalDepth),
        (HealthReport.HasResets, h => h.Resets),
        (HealthReport.HasSamplesLost, h => h.SamplesLost),
        (HealthReport.HasSettingsVersion, h => h.SettingsVersion),
        (HealthReport.HasSettingsRefused, h => h.SettingsRefusedReason),
        (HealthReport.HasSettingsRefused, h => h.SettingsRefusedVersion),
        (HealthReport.HasFirmware, h => h.Firmware),
        (HealthReport.HasAwakeTime, h => h.AwakeTimeCentiseconds),
        (HealthReport.HasFreeHeap, h => h.FreeHeapKibibytes),
        (HealthReport.HasSelfTest, h => h.SelfTest),
    ];
}
