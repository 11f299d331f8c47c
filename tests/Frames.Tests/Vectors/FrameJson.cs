using System.Text.Json.Nodes;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Frames.Tests.Vectors;

/// <summary>The neutral form of a frame's content in the vectors; once from what was sent, once from what was read.</summary>
internal static class FrameJson
{
    internal static JsonObject Of(FrameContent sent) => Build(
        sent.CarriesNodeId ? sent.NodeId : null,
        sent.LayoutId,
        sent.Boot,
        sent.SampleCount == 0 ? sent.LastSeconds : sent.Seconds[sent.SampleCount - 1],
        sent.AgeSeconds,
        sent.BatteryMillivolts,
        sent.ChannelCount,
        sent.FirstSample,
        sent.Seconds.AsSpan(0, sent.SampleCount),
        sent.Values,
        sent.Faults,
        sent.Health);

    internal static JsonObject Of(DecodedFrame read) => Build(
        read.CarriesNodeId ? read.NodeId : null,
        read.LayoutId,
        read.Boot,
        read.LastSeconds,
        read.AgeSeconds,
        read.BatteryMillivolts,
        read.ChannelCount,
        read.FirstSample,
        read.Seconds,
        read.Values,
        read.Faults,
        read.Health);

    private static JsonObject Build(
        uint? nodeId,
        int layout,
        uint boot,
        uint lastSeconds,
        uint ageSeconds,
        int batteryMillivolts,
        int channels,
        uint firstSample,
        ReadOnlySpan<uint> seconds,
        ReadOnlySpan<int> values,
        ReadOnlySpan<byte> faults,
        HealthReport? health)
    {
        var samples = new JsonArray();
        for (var i = 0; i < seconds.Length; i++)
        {
            var row = new JsonArray();
            var codes = new JsonArray();
            for (var c = i * channels; c < (i + 1) * channels; c++)
            {
                row.Add(faults[c] == 0 ? JsonValue.Create(values[c]) : null);
                codes.Add((int)faults[c]);
            }

            samples.Add(new JsonObject
            {
                ["counter"] = unchecked(firstSample + (uint)i),
                ["seconds"] = seconds[i],
                ["values"] = row,
                ["faults"] = codes,
            });
        }

        return new JsonObject
        {
            ["nodeId"] = nodeId,
            ["layout"] = layout,
            ["boot"] = boot,
            ["firstSample"] = firstSample,
            ["lastSeconds"] = lastSeconds,
            ["ageSeconds"] = ageSeconds,
            ["batteryMillivolts"] = batteryMillivolts == 0 ? null : batteryMillivolts,
            ["channels"] = channels,
            ["samples"] = samples,
            ["health"] = health is null ? null : Health(health),
        };
    }

    private static JsonObject Health(HealthReport health)
    {
        var all = new (string Name, int Bit, long Value)[]
        {
            ("wakeReason", HealthReport.HasWakeReason, health.WakeReason),
            ("radioTimeCentiseconds", HealthReport.HasRadioTime, health.RadioTimeCentiseconds),
            ("uplinkRetries", HealthReport.HasUplinkRetries, health.UplinkRetries),
            ("journalDepth", HealthReport.HasJournalDepth, health.JournalDepth),
            ("resets", HealthReport.HasResets, health.Resets),
            ("samplesLost", HealthReport.HasSamplesLost, health.SamplesLost),
            ("settingsVersion", HealthReport.HasSettingsVersion, health.SettingsVersion),
            ("settingsRefusedReason", HealthReport.HasSettingsRefused, health.SettingsRefusedReason),
            ("settingsRefusedVersion", HealthReport.HasSettingsRefused, health.SettingsRefusedVersion),
            ("firmware", HealthReport.HasFirmware, health.Firmware),
            ("awakeTimeCentiseconds", HealthReport.HasAwakeTime, health.AwakeTimeCentiseconds),
            ("freeHeapKibibytes", HealthReport.HasFreeHeap, health.FreeHeapKibibytes),
            ("selfTest", HealthReport.HasSelfTest, health.SelfTest),
        };
        var json = new JsonObject();
        foreach (var (name, bit, value) in all)
            if ((health.Mask & bit) != 0)
                json[name] = value;
        return json;
    }
}
