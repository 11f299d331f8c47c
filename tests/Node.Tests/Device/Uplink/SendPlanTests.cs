using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Uplink
{
    /// <summary>When to send.</summary>
    [TestClass]
    public class SendPlanTests
    {
        [TestMethod]
        public void Gives_neighbouring_nodes_different_phases()
        {
            var perHour = new int[6];
            for (uint node = 1; node <= 600; node++)
                perHour[SendPlan.Phase(node, 21600) / 3600]++;
            for (var hour = 0; hour < 6; hour++)
                Assert.IsTrue(perHour[hour] > 50 && perHour[hour] < 150);
        }

        [TestMethod]
        public void Sends_at_the_nodes_own_multiples()
        {
            var settings = new NodeSettings();
            var phase = SendPlan.Phase(42, 21600);
            var next = SendPlan.AfterSuccess(100000, settings, 0, 42, false);

            Assert.AreEqual(phase, next % 21600);
            Assert.IsTrue(next > 100000 && next <= 100000 + 21600);
        }

        [TestMethod]
        public void Comes_back_at_the_next_wake_while_a_backlog_waits() =>
            Assert.IsTrue(SendPlan.AfterSuccess(100000, new NodeSettings(), 0, 42, true) <= 100900);

        [TestMethod]
        public void Is_due_from_its_time_on()
        {
            var state = new NodeState { NextSendSeconds = 5000 };

            Assert.IsFalse(SendPlan.IsDue(state, 4900, new NodeSettings()));
            Assert.IsTrue(SendPlan.IsDue(state, 4985, new NodeSettings()));
            Assert.IsTrue(SendPlan.IsDue(state, 9000, new NodeSettings()));
        }

        [TestMethod]
        public void Keeps_quiet_only_where_it_knows_the_time_of_day()
        {
            var settings = new NodeSettings { QuietStartMinute = 0, QuietEndMinute = 1439 };
            var state = new NodeState();
            Assert.IsTrue(SendPlan.IsDue(state, 600, settings));
            state.UnixSecondsAtZero = 1780272000;
            Assert.IsFalse(SendPlan.IsDue(state, 600, settings));
        }

        [TestMethod]
        public void Is_held_back_by_quiet_hours_for_a_day_at_most()
        {
            // A node that samples at midnight only, and is to be quiet at midnight.
            var settings = new NodeSettings { QuietStartMinute = 1380, QuietEndMinute = 60, SamplingIntervalSeconds = 86400, SendingIntervalSeconds = 86400 };
            var state = new NodeState { UnixSecondsAtZero = 1780272000, NextSendSeconds = 86400 };

            Assert.IsFalse(SendPlan.IsDue(state, 86400, settings));
            Assert.IsTrue(SendPlan.IsDue(state, 2 * 86400, settings));
        }

        [TestMethod]
        public void Sends_a_change_of_value_or_of_fault()
        {
            var state = new NodeState();
            var sent = Fakes.Samples.Make(1, 20, 2);
            Assert.IsTrue(ChangeWatch.HasChanged(state, sent, 50));
            ChangeWatch.Remember(state, sent);
            Assert.IsFalse(ChangeWatch.HasChanged(state, sent, 50));
            sent.Values[1] -= 49;
            Assert.IsFalse(ChangeWatch.HasChanged(state, sent, 50));
            sent.Values[1] -= 1;
            Assert.IsTrue(ChangeWatch.HasChanged(state, sent, 50));
            Assert.IsFalse(ChangeWatch.HasChanged(state, sent, 0));
            sent.Values[1] += 50;
            sent.Faults[0] = 1;
            Assert.IsTrue(ChangeWatch.HasChanged(state, sent, 50));
        }
    }
}
