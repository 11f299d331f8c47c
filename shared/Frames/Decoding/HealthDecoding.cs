namespace Jena.SensorNode.Frames.Decoding;

/// <summary>Reads the health block (FRAME.md 4.3); fields that are not there are 0.</summary>
internal static class HealthDecoding
{
    internal static void Read(ref BitReader reader, HealthReport into)
    {
        var mask = (int)reader.Read(12);
        into.Mask = mask;
        into.WakeReason = Has(mask, HealthReport.HasWakeReason) ? (byte)reader.Read(4) : (byte)0;
        into.RadioTimeCentiseconds = Has(mask, HealthReport.HasRadioTime) ? reader.ReadPrefixed(6, 10, 14) : 0;
        into.UplinkRetries = Has(mask, HealthReport.HasUplinkRetries) ? reader.ReadPrefixed(2, 4, 8) : 0;
        into.JournalDepth = Has(mask, HealthReport.HasJournalDepth) ? reader.ReadPrefixed(6, 10, 14) : 0;
        into.Resets = Has(mask, HealthReport.HasResets) ? reader.ReadPrefixed(3, 6, 12) : 0;
        into.SamplesLost = Has(mask, HealthReport.HasSamplesLost) ? reader.ReadPrefixed(3, 10, 18) : 0;
        into.SettingsVersion = Has(mask, HealthReport.HasSettingsVersion) ? reader.ReadPrefixed(4, 8, 16) : 0;
        into.SettingsRefusedReason = Has(mask, HealthReport.HasSettingsRefused) ? (byte)reader.Read(4) : (byte)0;
        into.SettingsRefusedVersion = Has(mask, HealthReport.HasSettingsRefused) ? reader.ReadPrefixed(4, 8, 16) : 0;
        into.Firmware = Has(mask, HealthReport.HasFirmware) ? (ushort)reader.Read(16) : (ushort)0;
        into.AwakeTimeCentiseconds = Has(mask, HealthReport.HasAwakeTime) ? reader.ReadPrefixed(6, 10, 14) : 0;
        into.FreeHeapKibibytes = Has(mask, HealthReport.HasFreeHeap) ? reader.ReadPrefixed(5, 7, 10) : 0;
        into.SelfTest = Has(mask, HealthReport.HasSelfTest) ? (byte)reader.Read(8) : (byte)0;
    }

    private static bool Has(int mask, int bit) => (mask & bit) != 0;
}
