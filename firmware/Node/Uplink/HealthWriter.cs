using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;

namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>Chooses what a frame says about the node: everything in the first frame of a boot, else what is not as usual.</summary>
    public static class HealthWriter
    {
        /// <summary>Version of this firmware × 100.</summary>
        public const ushort FirmwareVersion = 10;

        /// <summary>Fills the report of a session's first frame.</summary>
        /// <param name="report">Filled anew.</param>
        /// <param name="state">Counters and the last session's figures.</param>
        /// <param name="earlierFailures">Sending wakes in a row before this one that were not acknowledged.</param>
        /// <param name="settingsVersion">Settings in force.</param>
        /// <param name="wakeReason">0 power-on or reset, 1 timer, 2 button, 3 other.</param>
        /// <param name="journalDepth">Samples that wait behind this frame.</param>
        public static void Fill(HealthReport report, NodeState state, int earlierFailures, uint settingsVersion, byte wakeReason, int journalDepth)
        {
            report.Mask = HealthReport.HasRadioTime | HealthReport.HasAwakeTime | HealthReport.HasSettingsVersion;
            report.WakeReason = wakeReason;
            report.RadioTimeCentiseconds = state.RadioTimeCentiseconds;
            report.UplinkRetries = (uint)earlierFailures;
            report.JournalDepth = (uint)(journalDepth < 0 ? 0 : journalDepth);
            report.Resets = state.Resets;
            report.SamplesLost = state.Journal.Lost;
            report.SettingsVersion = settingsVersion;
            report.SettingsRefusedReason = state.RefusedReason;
            report.SettingsRefusedVersion = state.RefusedVersion;
            report.Firmware = FirmwareVersion;
            report.AwakeTimeCentiseconds = state.AwakeTimeCentiseconds;
            report.FreeHeapKibibytes = (uint)state.FreeHeapKibibytes;
            if (wakeReason != WakeReason.Timer)
                report.Mask |= HealthReport.HasWakeReason;
            if (earlierFailures != 0)
                report.Mask |= HealthReport.HasUplinkRetries;
            if (report.JournalDepth != 0)
                report.Mask |= HealthReport.HasJournalDepth;
            if (state.Resets != 0)
                report.Mask |= HealthReport.HasResets;
            if (state.Journal.Lost != 0)
                report.Mask |= HealthReport.HasSamplesLost;
            if (state.RefusedReason != SettingsRefusal.None)
                report.Mask |= HealthReport.HasSettingsRefused;
            if (state.IntroducedBoot != state.Boot)
                IntroduceBoot(report);
            // Before the first session has ended there is nothing to tell of one.
            if (state.AwakeTimeCentiseconds == 0)
                report.Mask &= ~(HealthReport.HasRadioTime | HealthReport.HasAwakeTime | HealthReport.HasFreeHeap);
        }

        /// <summary>The first frame of a boot speaks for the boot: it began with power-on, even where its session came at a later slot.</summary>
        private static void IntroduceBoot(HealthReport report)
        {
            report.Mask |= HealthReport.Everything & ~HealthReport.HasSelfTest & ~HealthReport.HasSettingsRefused;
            if (report.WakeReason == WakeReason.Timer)
                report.WakeReason = WakeReason.PowerOn;
        }
    }
}
