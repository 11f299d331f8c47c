using Jena.SensorNode.Node.Cycle;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>The sampling slots.</summary>
    [TestClass]
    public class ScheduleTests
    {
        [TestMethod]
        [DataRow(0, 900)]
        [DataRow(1, 900)]
        [DataRow(869, 900)]
        [DataRow(870, 1800)]
        [DataRow(900, 1800)]
        [DataRow(902, 1800)]
        public void Wakes_at_multiples(int now, int wake) =>
            Assert.AreEqual((uint)wake, Schedule.NextWakeSeconds((uint)now, 900, 0));

        [TestMethod]
        public void Shifts_them_by_the_phase()
        {
            Assert.AreEqual(123u, Schedule.NextWakeSeconds(0, 900, 123));
            Assert.AreEqual(1023u, Schedule.NextWakeSeconds(124, 900, 123));
            Assert.AreEqual(1023u, Schedule.NextWakeSeconds(124, 900, 123 + 900));
        }

        [TestMethod]
        public void Does_not_drift_however_long_a_wake_takes()
        {
            uint now = 0;
            for (uint i = 1; i <= 1000; i++)
            {
                var wake = Schedule.NextWakeSeconds(now, 900, 77);
                Assert.AreEqual(((i - 1) * 900) + 77, wake);
                now = wake + (i % 40);
            }
        }

        [TestMethod]
        public void Never_sleeps_less_than_five_seconds()
        {
            for (uint now = 0; now < 300; now++)
                Assert.IsTrue(Schedule.NextWakeSeconds(now, 10, 3) >= now + 5);
        }

        [TestMethod]
        public void Samples_once_a_slot_even_when_the_timer_is_early()
        {
            Assert.IsTrue(Schedule.IsDue(900, 2, 900, 0));
            Assert.IsTrue(Schedule.IsDue(880, 2, 900, 0));
            Assert.IsFalse(Schedule.IsDue(860, 2, 900, 0));
            Assert.IsFalse(Schedule.IsDue(905, 880, 900, 0));
            Assert.AreEqual(1800u, Schedule.NextWakeSeconds(880, 900, 0));
        }

        [TestMethod]
        public void Works_to_the_end_of_the_counter() =>
            Assert.IsTrue(Schedule.NextWakeSeconds(4000000000u, 900, 10) > 4000000000u);
    }
}
