namespace Jena.SensorNode.Frames
{
    /// <summary>Writes the health block (FRAME.md 4.3).</summary>
    internal static class HealthCoding
    {
        internal static void Write(BitWriter writer, HealthReport health)
        {
            var mask = health.Mask & HealthReport.Everything;
            writer.Write((uint)mask, 12);
            if ((mask & HealthReport.HasWakeReason) != 0)
                writer.Write(health.WakeReason & 15u, 4);
            if ((mask & HealthReport.HasRadioTime) != 0)
                writer.WritePrefixed(health.RadioTimeCentiseconds, 6, 10, 14);
            if ((mask & HealthReport.HasUplinkRetries) != 0)
                writer.WritePrefixed(health.UplinkRetries, 2, 4, 8);
            if ((mask & HealthReport.HasJournalDepth) != 0)
                writer.WritePrefixed(health.JournalDepth, 6, 10, 14);
            if ((mask & HealthReport.HasResets) != 0)
                writer.WritePrefixed(health.Resets, 3, 6, 12);
            if ((mask & HealthReport.HasSamplesLost) != 0)
                writer.WritePrefixed(health.SamplesLost, 3, 10, 18);
            if ((mask & HealthReport.HasSettingsVersion) != 0)
                writer.WritePrefixed(health.SettingsVersion, 4, 8, 16);
            if ((mask & HealthReport.HasSettingsRefused) != 0)
            {
                writer.Write(health.SettingsRefusedReason & 15u, 4);
                writer.WritePrefixed(health.SettingsRefusedVersion, 4, 8, 16);
            }

            if ((mask & HealthReport.HasFirmware) != 0)
                writer.Write(health.Firmware, 16);
            if ((mask & HealthReport.HasAwakeTime) != 0)
                writer.WritePrefixed(health.AwakeTimeCentiseconds, 6, 10, 14);
            if ((mask & HealthReport.HasFreeHeap) != 0)
                writer.WritePrefixed(health.FreeHeapKibibytes, 5, 7, 10);
            if ((mask & HealthReport.HasSelfTest) != 0)
                writer.Write(health.SelfTest, 8);
        }
    }
}
