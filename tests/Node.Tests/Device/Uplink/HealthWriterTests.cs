using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Uplink
{
    /// <summary>What a frame says about its node.</summary>
    [TestClass]
    public class HealthWriterTests
    {
        private const int OfLastSession = HealthReport.HasRadioTime | HealthReport.HasAwakeTime | HealthReport.HasFreeHeap;

        [TestMethod]
        public void Says_nothing_of_a_session_before_the_first_has_ended() =>
            Assert.AreEqual(0, Mask(new NodeState { Boot = 1 }, WakeReason.PowerOn) & OfLastSession);

        [TestMethod]
        public void Introduces_a_new_boot_with_everything_known() => Assert.AreEqual(
            HealthReport.Everything & ~HealthReport.HasSelfTest & ~HealthReport.HasSettingsRefused,
            Mask(new NodeState { Boot = 2, AwakeTimeCentiseconds = 210, FreeHeapKibibytes = 41 }, WakeReason.PowerOn));

        [TestMethod]
        public void Says_only_what_it_must_in_an_ordinary_frame() => Assert.AreEqual(
            HealthReport.HasRadioTime | HealthReport.HasAwakeTime | HealthReport.HasSettingsVersion,
            Mask(new NodeState { Boot = 2, IntroducedBoot = 2, AwakeTimeCentiseconds = 210, FreeHeapKibibytes = 41 }, WakeReason.Timer));

        [TestMethod]
        public void Names_what_is_not_as_usual()
        {
            var state = new NodeState { Boot = 2, IntroducedBoot = 2, AwakeTimeCentiseconds = 210, Resets = 3, RefusedReason = SettingsRefusal.Older };
            state.Journal.Lost = 5;
            var unusual = HealthReport.HasResets | HealthReport.HasSamplesLost | HealthReport.HasSettingsRefused | HealthReport.HasWakeReason;

            Assert.AreEqual(unusual, Mask(state, WakeReason.Button) & unusual);
        }

        private static int Mask(NodeState state, byte wakeReason)
        {
            var report = new HealthReport();
            HealthWriter.Fill(report, state, 0, 0, wakeReason, 0);
            return report.Mask;
        }
    }
}
