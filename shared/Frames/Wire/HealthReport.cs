namespace Jena.SensorNode.Frames
{
    /// <summary>The health block of a frame (FRAME.md 4.3). A field counts only where its bit in <see cref="Mask"/> is set.</summary>
    public sealed class HealthReport
    {
        /// <summary>Mask bit of <see cref="WakeReason"/>.</summary>
        public const int HasWakeReason = 1 << 0;

        /// <summary>Mask bit of <see cref="RadioTimeCentiseconds"/>.</summary>
        public const int HasRadioTime = 1 << 1;

        /// <summary>Mask bit of <see cref="UplinkRetries"/>.</summary>
        public const int HasUplinkRetries = 1 << 2;

        /// <summary>Mask bit of <see cref="JournalDepth"/>.</summary>
        public const int HasJournalDepth = 1 << 3;

        /// <summary>Mask bit of <see cref="Resets"/>.</summary>
        public const int HasResets = 1 << 4;

        /// <summary>Mask bit of <see cref="SamplesLost"/>.</summary>
        public const int HasSamplesLost = 1 << 5;

        /// <summary>Mask bit of <see cref="SettingsVersion"/>.</summary>
        public const int HasSettingsVersion = 1 << 6;

        /// <summary>Mask bit of <see cref="SettingsRefusedReason"/> and <see cref="SettingsRefusedVersion"/>.</summary>
        public const int HasSettingsRefused = 1 << 7;

        /// <summary>Mask bit of <see cref="Firmware"/>.</summary>
        public const int HasFirmware = 1 << 8;

        /// <summary>Mask bit of <see cref="AwakeTimeCentiseconds"/>.</summary>
        public const int HasAwakeTime = 1 << 9;

        /// <summary>Mask bit of <see cref="FreeHeapKibibytes"/>.</summary>
        public const int HasFreeHeap = 1 << 10;

        /// <summary>Mask bit of <see cref="SelfTest"/>.</summary>
        public const int HasSelfTest = 1 << 11;

        /// <summary>Every field a frame of version 1 can carry.</summary>
        public const int Everything = (1 << 12) - 1;

        /// <summary>Which fields are present: bit n stands for field n of FRAME.md 4.3.</summary>
        public int Mask;

        /// <summary>0 power-on or reset, 1 timer, 2 button, 3 other; 0..15.</summary>
        public byte WakeReason;

        /// <summary>Radio time of the last finished uplink in units of 10 ms.</summary>
        public uint RadioTimeCentiseconds;

        /// <summary>Sending wakes without an acknowledgement before this one.</summary>
        public uint UplinkRetries;

        /// <summary>Samples waiting behind this frame.</summary>
        public uint JournalDepth;

        /// <summary>Wakes that did not reach sleep by themselves, since provisioning.</summary>
        public uint Resets;

        /// <summary>Samples dropped by the journal, since provisioning.</summary>
        public uint SamplesLost;

        /// <summary>Version of the settings in force; 0 = the provisioned ones.</summary>
        public uint SettingsVersion;

        /// <summary>Why the last refused settings were refused (<see cref="SettingsRefusal"/>), 0..15.</summary>
        public byte SettingsRefusedReason;

        /// <summary>Version of the last refused settings.</summary>
        public uint SettingsRefusedVersion;

        /// <summary>Firmware version × 100.</summary>
        public ushort Firmware;

        /// <summary>Awake time of the last finished wake in units of 10 ms.</summary>
        public uint AwakeTimeCentiseconds;

        /// <summary>Free managed heap after the last finished cycle in KiB.</summary>
        public uint FreeHeapKibibytes;

        /// <summary>Result bits of the self-test (FRAME.md 5.3): a set bit is a passed step.</summary>
        public byte SelfTest;
    }
}
