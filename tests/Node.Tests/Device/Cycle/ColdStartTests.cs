using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>What a restart keeps and what it begins anew.</summary>
    [TestClass]
    public class ColdStartTests
    {
        [TestMethod]
        [DataRow(5u, 5u, 6u)]
        [DataRow(5u, 6u, 6u)]
        [DataRow(5u, 900u, 900u)]
        [DataRow(70000u, 1u, 70001u)]
        [DataRow(4294967294u, 4294967295u, 4294967295u)]
        [DataRow(4294967295u, 4294967295u, 0u)]
        [DataRow(0u, 4294967295u, 1u)]
        public void Counts_boots_on_from_the_floor_and_never_gives_one_twice(uint boot, uint floor, uint next) =>
            Assert.AreEqual(next, ColdStart.Next(boot, floor));

        [TestMethod]
        public void Counts_a_new_node_from_its_floor() => Assert.AreEqual(12u, ColdStart.BootWithoutState(Node(12), false, 99));

        [TestMethod]
        [DataRow(0)]
        [DataRow(16777215)]
        public void Never_counts_again_what_a_node_that_lost_its_state_may_have_used(int random) =>
            Assert.IsTrue(ColdStart.BootWithoutState(Node(12), true, random) >= 65536 + 12);

        [TestMethod]
        public void Raises_the_boot_counter_to_the_floor_of_a_new_file()
        {
            Assert.AreEqual(8u, Restart(new NodeState { Boot = 7 }, Node(3), 1000).Boot);
            Assert.AreEqual(50u, Restart(new NodeState { Boot = 7 }, Node(50), 1000).Boot);
        }

        [TestMethod]
        public void Knows_the_gap_where_the_clock_survived()
        {
            // The last sample was at 7 + 9 · 900 s; the clock shows 20,000 s since the start of that boot.
            var state = Restart(new NodeState { Boot = 7, UnixSecondsAtZero = 1000000 }, Node(1), 20000 * 1000L);

            Assert.AreEqual(20000u - 8107 + 10, state.History.AgeSeconds(7, 8107, 8, 10));
            Assert.AreEqual(1020000u, state.UnixSecondsAtZero);
            Assert.AreEqual(1u, state.Resets);
        }

        [TestMethod]
        public void Knows_a_lower_bound_where_the_power_was_gone()
        {
            var state = Restart(new NodeState { Boot = 7, UnixSecondsAtZero = 1000000 }, Node(1), 1000);

            Assert.AreEqual(10u | FrameContent.AgeIsAtLeast, state.History.AgeSeconds(7, 8107, 8, 10));
            Assert.AreEqual(0u, state.UnixSecondsAtZero);
            Assert.AreEqual(0u, state.Resets);
        }

        [TestMethod]
        public void Sends_at_its_first_slot_after_power_on()
        {
            var state = Restart(new NodeState { Boot = 7, Failures = 5, NextSendSeconds = 99999 }, Node(1), 1000);

            Assert.AreEqual(60u, state.NextSendSeconds);
            Assert.AreEqual(0, state.Failures);
        }

        [TestMethod]
        public void Waits_where_the_restart_came_out_of_a_session()
        {
            var state = Restart(new NodeState { Boot = 7, Failures = 5, InSession = 1 }, Node(1), 1000);

            Assert.IsTrue(state.NextSendSeconds >= 8 * 900);
            Assert.AreEqual(5, state.Failures);
        }

        private static NodeState Restart(NodeState state, NodeFile node, long utcMilliseconds)
        {
            var flash = new FakeFlash();
            Samples.Append(Samples.Open(flash, new JournalPosition(), 7), 7, 0, 10, 2);
            var journal = Samples.Open(flash, state.Journal, 7);
            var clock = new NodeClock(new FakeClock { UtcMilliseconds = utcMilliseconds });
            ColdStart.Follow(state, node, clock, journal, 0, 900);
            Assert.AreEqual(0u, clock.NowSeconds);
            return state;
        }

        private static NodeFile Node(uint floor) => new NodeFile { BootFloor = floor };
    }
}
