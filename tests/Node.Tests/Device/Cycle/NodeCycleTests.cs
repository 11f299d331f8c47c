using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>Whole wakes, one after the other.</summary>
    [TestClass]
    public class NodeCycleTests
    {
        [TestMethod]
        public void Sends_its_first_sample_right_after_power_on()
        {
            var board = new FakeBoard();
            board.Wake();

            Assert.AreEqual(1, board.Peer.Frames.Count);
            Assert.AreEqual(1u, board.State().Boot);
            Assert.AreEqual(0, board.State().Failures);
        }

        [TestMethod]
        public void Stays_for_the_technician_after_power_on_only()
        {
            var board = new FakeBoard();
            board.Wake();
            Assert.IsTrue(board.AwakeMilliseconds >= 20000 && board.AwakeMilliseconds < 22000);
            for (var i = 0; i < 30; i++)
            {
                board.Wake();
                Assert.IsTrue(board.AwakeMilliseconds < 2000);
            }
        }

        [TestMethod]
        public void Costs_one_write_in_a_wake_that_only_samples()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Wake();
            for (var i = 0; i < 10; i++)
            {
                var sent = board.Peer.Attempts;
                var before = board.Storage.Writes;
                board.Wake();
                if (board.Peer.Attempts == sent)
                    Assert.AreEqual(before + 1, board.Storage.Writes);
                else
                    Assert.AreEqual(before + 3, board.Storage.Writes);
            }
        }

        [TestMethod]
        public void Has_the_radio_on_in_sending_wakes_only()
        {
            var board = new FakeBoard();
            board.Wake();
            var attempts = board.Peer.Attempts;
            var withRadio = 0;
            for (var i = 0; i < 96; i++)
            {
                if (board.Station.IsOn)
                    withRadio++;
                board.Wake();
            }

            Assert.AreEqual(4, board.Peer.Attempts - attempts);
            Assert.AreEqual(4, withRadio);
            Assert.IsTrue(board.Station.Saves <= 10);
        }

        [TestMethod]
        public void Waits_longer_and_longer_for_a_gateway_that_is_away_and_loses_nothing()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Peer.IsAway = true;
            var before = board.Peer.Attempts;
            board.WakeFor(7 * 86400);
            Assert.IsTrue(board.Peer.Attempts - before < 20);

            board.Peer.IsAway = false;
            board.WakeFor(3 * 86400);
            Assert.AreEqual(0u, board.State().Journal.Lost);
            Assert.IsFalse(new SampleJournal(board.Storage, board.State().Journal, 1).PendingRecords() > 30);
            Assert.AreEqual(0, board.State().Failures);
        }

        [TestMethod]
        public void Does_not_try_again_at_once_when_the_radio_breaks_the_battery_down()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Peer.CutsPower = true;
            board.WakeFor(86400);
            var cuts = 0;
            for (var i = 0; i < 50; i++)
            {
                if (!board.Wake())
                    cuts++;
            }

            Assert.IsTrue(cuts < 15);
            Assert.IsTrue(board.State().Boot > 1);
        }

        [TestMethod]
        public void Gives_up_on_a_radio_that_never_comes_and_tries_again_later()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Station.StaysOff = true;
            var wakes = 0;
            for (var end = board.WallClock.UtcMilliseconds + (2 * 86400000L); board.WallClock.UtcMilliseconds < end; wakes++)
                board.Wake();

            // 192 sampling wakes, and one brief one for each attempt.
            Assert.IsTrue(wakes < 192 + 20);
            Assert.IsTrue(board.State().Failures > 3);
        }

        [TestMethod]
        public void Sends_a_change_at_once()
        {
            var board = new FakeBoard();
            board.Node.Settings.SendOnChangeRawUnits = 100;
            board.Wake();
            board.WakeFor(2000);
            var before = board.Peer.Attempts;
            board.Converter.Set(4, 1800);
            board.Wake();
            Assert.AreEqual(before, board.Peer.Attempts);
            Assert.IsTrue(board.PlannedMilliseconds <= 3000);
            board.Wake();

            Assert.AreEqual(before + 1, board.Peer.Attempts);
        }

        [TestMethod]
        public void Sends_a_heartbeat_a_day_when_the_battery_is_almost_empty()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Converter.Set(7, 1700);
            board.WakeFor(2 * 86400);
            var before = board.Peer.Attempts;
            var journal = board.State().Journal.Head;
            board.WakeFor(5 * 86400);

            Assert.IsTrue(board.Peer.Attempts - before >= 4 && board.Peer.Attempts - before <= 6);
            Assert.AreEqual(journal, board.State().Journal.Head);
        }

        [TestMethod]
        [DataRow(-3600000L)]
        [DataRow(-17280000000L)]
        [DataRow(157680000000L)]
        [DataRow(4102444800000L)]
        public void Keeps_its_time_and_its_slots_when_the_clock_jumps_while_it_sleeps(long jump)
        {
            var board = new FakeBoard();
            board.WakeFor(200000);
            var sleptWithoutRadio = !board.Station.IsOn;
            var before = board.LastSampleSeconds();
            board.WallClock.UtcMilliseconds += jump;
            board.Wake();

            Assert.IsTrue(sleptWithoutRadio);
            var step = (int)(board.LastSampleSeconds() - before);
            Assert.IsTrue(step > 895 && step < 905);
            board.WakeFor(86400);
            Assert.AreEqual(0u, board.State().Journal.Lost);
            Assert.AreEqual(0, board.State().Failures);
        }

        [TestMethod]
        public void Gives_itself_the_usual_time_where_a_short_limit_keeps_it_from_the_gateway()
        {
            var board = new FakeBoard();
            board.Node.Settings.LongestAwakeSeconds = 10;
            board.Wake();
            board.Wake();
            Assert.AreEqual(10000, board.LimitMilliseconds);
            board.Peer.IsAway = true;
            board.WakeFor(3 * 86400);
            Assert.AreEqual(45000, board.LimitMilliseconds);
            board.Peer.IsAway = false;
            board.WakeFor(2 * 86400);
            Assert.AreEqual(10000, board.LimitMilliseconds);
        }

        [TestMethod]
        public void Counts_the_samples_that_the_flash_refused_and_swallows_no_more_than_a_segment_for_each()
        {
            var board = new FakeBoard();
            board.Peer.IsAway = true;
            board.WakeFor(8 * 86400);
            board.Storage.RefusesSamples = true;
            board.Wake();
            board.Storage.RefusesSamples = false;
            board.Wake();

            Assert.IsTrue(board.State().Journal.Lost >= 1 && board.State().Journal.Lost <= 1 + 256);
            board.Wake();
            Assert.IsTrue(board.State().Journal.Lost <= 1 + 256);
        }

        [TestMethod]
        public void Does_a_self_test_when_the_button_is_held()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Wake();
            var before = board.Peer.Attempts;
            board.IsButtonHeld = true;
            board.Wake();
            board.IsButtonHeld = false;
            board.Wake();

            Assert.AreEqual(before + 1, board.Peer.Attempts);
            Assert.AreEqual(0, (int)board.State().SelfTestWanted);
        }

        [TestMethod]
        public void Begins_a_random_boot_when_its_state_is_gone_and_sends_what_the_journal_still_holds()
        {
            var board = new FakeBoard();
            board.Peer.IsAway = true;
            board.WakeFor(7200);
            board.Storage.Delete("state-a.bin");
            board.Storage.Delete("state-b.bin");
            board.Peer.IsAway = false;
            board.WakeFor(86400);

            Assert.IsTrue(board.State().Boot >= 65536);
            Assert.IsTrue(board.Peer.Frames.Count >= 2);
            Assert.AreEqual(0u, board.State().Journal.Lost);
        }
    }
}
