using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>Node seconds, whatever happens to the device's clock.</summary>
    [TestClass]
    public class NodeClockTests
    {
        private const long ThirtyYears = 946080000000L;

        [TestMethod]
        public void Counts_from_the_boot_of_the_cold_start()
        {
            var wall = new FakeClock { UtcMilliseconds = 1200, TickMilliseconds = 1000 };
            var clock = new NodeClock(wall);
            clock.StartFromZero();

            Assert.AreEqual(1000L, clock.NowMilliseconds);
            wall.Pass(4500);
            Assert.AreEqual(5u, clock.NowSeconds);
        }

        [TestMethod]
        public void Counts_through_deep_sleep()
        {
            var wall = new FakeClock { UtcMilliseconds = 1000, TickMilliseconds = 1000 };
            var first = new NodeClock(wall);
            first.StartFromZero();
            wall.Sleep(899000, 1000);

            Assert.AreEqual(901u, Wake(wall, first.BaseMilliseconds).NowSeconds);
        }

        [TestMethod]
        [DataRow(946080000000L)]
        [DataRow(-600000L)]
        [DataRow(1000L)]
        public void Is_not_moved_by_a_step_while_awake(long step)
        {
            var wall = new FakeClock { UtcMilliseconds = 500000, TickMilliseconds = 1000 };
            var clock = Wake(wall, 0);
            wall.Pass(3000);
            wall.UtcMilliseconds += step;

            Assert.AreEqual(503u, clock.NowSeconds);
            Assert.IsTrue(clock.FollowStep());
            Assert.AreEqual(503u, clock.NowSeconds);
            Assert.IsFalse(clock.FollowStep());
            wall.Sleep(60000, 1000);
            Assert.AreEqual(564u, Wake(wall, clock.BaseMilliseconds).NowSeconds);
        }

        [TestMethod]
        public void Sees_no_step_where_there_is_none()
        {
            var wall = new FakeClock { UtcMilliseconds = 500000, TickMilliseconds = 1000 };
            var clock = Wake(wall, 0);
            wall.Pass(40000);
            wall.UtcMilliseconds += 400;

            Assert.IsFalse(clock.FollowStep());
            Assert.AreEqual(0L, clock.BaseMilliseconds);
        }

        [TestMethod]
        public void Finds_a_step_that_fell_into_the_gap_before_sleep()
        {
            // Planned for 900, after a sleep of 895 s; the clock was set 30 years ahead after the last look.
            var wall = new FakeClock { UtcMilliseconds = ThirtyYears + 901000, TickMilliseconds = 1000 };
            var clock = Wake(wall, 0);

            Assert.IsTrue(clock.FollowUnseenStep(900, 895, 900, true));
            Assert.AreEqual(901u, clock.NowSeconds);
        }

        [TestMethod]
        [DataRow(946080000000L)]
        [DataRow(4102444800000L)]
        [DataRow(2678400000L)]
        [DataRow(-600000L)]
        [DataRow(-86400000L)]
        public void Finds_a_step_that_nobody_was_expected_to_make(long step)
        {
            var clock = Wake(new FakeClock { UtcMilliseconds = 100901000L + step, TickMilliseconds = 1000 }, 100000000L);

            Assert.IsTrue(clock.FollowUnseenStep(900, 895, 900, false));
            Assert.AreEqual(901u, clock.NowSeconds);
        }

        [TestMethod]
        [DataRow(0L, true, 0)]
        [DataRow(1600000000000L, false, 0)]
        [DataRow(1600000000000L, true, 1080)]
        public void Takes_a_gap_for_a_correction_only_where_somebody_sets_the_clock(long clockAtZero, bool radioWasOn, int correctedSeconds)
        {
            // 18 minutes late: a clock that lost 5 % of six hours was set right, or a wake hung.
            var clock = Wake(new FakeClock { UtcMilliseconds = clockAtZero + 1981000L, TickMilliseconds = 1000 }, clockAtZero);

            Assert.AreEqual(correctedSeconds != 0, clock.FollowUnseenStep(900, 895, 900, radioWasOn));
            Assert.AreEqual(1981u - (uint)correctedSeconds, clock.NowSeconds);
        }

        [TestMethod]
        [DataRow(901000L)]
        [DataRow(890000L)]
        [DataRow(920000L)]
        [DataRow(1801000L)]
        [DataRow(9001000L)]
        [DataRow(6674000L)]
        public void Takes_calibration_and_missed_wakes_for_no_step(long utc)
        {
            var clock = Wake(new FakeClock { UtcMilliseconds = utc, TickMilliseconds = 1000 }, 0);

            Assert.IsFalse(clock.FollowUnseenStep(900, 895, 900, true));
            Assert.AreEqual(0L, clock.BaseMilliseconds);
        }

        [TestMethod]
        public void Never_goes_behind_what_has_passed_for_certain()
        {
            var clock = Wake(new FakeClock { UtcMilliseconds = 5000, TickMilliseconds = 1000 }, 100000);

            Assert.IsTrue(clock.NotBefore(7200));
            Assert.AreEqual(7200u, clock.NowSeconds);
            Assert.IsFalse(clock.NotBefore(7200));
        }

        private static NodeClock Wake(FakeClock wall, long baseMilliseconds) => new NodeClock(wall) { BaseMilliseconds = baseMilliseconds };
    }
}
