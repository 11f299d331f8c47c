using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>Boot and counter name a sample for ever; damage on flash must not make the node give a name away twice.</summary>
    [TestClass]
    public class IdentityTests
    {
        [TestMethod]
        public void Goes_on_where_state_and_journal_belong_together()
        {
            var flash = Filled(7);
            Assert.IsFalse(IsStale(flash, 7));
        }

        [TestMethod]
        public void Goes_on_where_a_new_boot_has_no_sample_yet()
        {
            var flash = Filled(7);
            Assert.IsFalse(IsStale(flash, 8));
            Assert.IsFalse(ColdStart.IsStale(new NodeState { Boot = 8 }, Samples.Open(new FakeFlash(), new JournalPosition(), 8)));
        }

        [TestMethod]
        public void Mistrusts_a_state_that_is_older_than_the_journal()
        {
            var flash = Filled(7);
            Assert.IsTrue(IsStale(flash, 6));
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(2)]
        [DataRow(12)]
        public void Mistrusts_a_state_whose_newest_segment_is_damaged(int offset)
        {
            var flash = Filled(7);
            flash.Damage(Segments.Name(1), offset);
            Assert.IsTrue(IsStale(flash, 7));
        }

        [TestMethod]
        public void Mistrusts_a_state_whose_newest_segment_is_gone()
        {
            var flash = Filled(7);
            flash.Delete(Segments.Name(1));
            Assert.IsTrue(IsStale(flash, 7));
        }

        [TestMethod]
        public void Sees_no_trace_on_a_new_flash()
        {
            var flash = new FakeFlash();
            Assert.IsFalse(new StateStore(flash).HasTrace);
            Assert.IsFalse(Samples.Open(flash, new JournalPosition(), 1).HasTrace);
        }

        [TestMethod]
        [DataRow("state-a.bin")]
        [DataRow("state-b.bin")]
        public void Sees_that_it_has_run_before_by_a_state_that_cannot_be_read(string name)
        {
            var flash = new FakeFlash();
            flash.Write(name, new byte[] { 1, 2, 3 }, 3);
            var store = new StateStore(flash);
            Assert.IsFalse(store.Load(new NodeState()));
            Assert.IsTrue(store.HasTrace);
        }

        [TestMethod]
        [DataRow("j00.dat")]
        [DataRow("j39.dat")]
        public void Sees_that_it_has_run_before_by_a_segment_that_cannot_be_read(string name)
        {
            var flash = new FakeFlash();
            flash.Write(name, new byte[20], 20);
            var journal = Samples.Open(flash, new JournalPosition(), 1);
            Assert.IsFalse(journal.HasLast);
            Assert.IsTrue(journal.HasTrace);
        }

        [TestMethod]
        public void Keeps_what_waits_where_its_file_is_written_again() => Assert.AreEqual(7, WaitingAfterProvisioning(0x2a));

        [TestMethod]
        public void Sends_nothing_that_the_board_measured_as_another_node() => Assert.AreEqual(1, WaitingAfterProvisioning(0x2b));

        private static int WaitingAfterProvisioning(uint nodeId)
        {
            var board = new FakeBoard();
            board.Node.NodeId = 0x2a;
            board.Peer.IsAway = true;
            for (var i = 0; i < 6; i++)
                board.Wake();
            board.Node.NodeId = nodeId;
            board.LosePower();
            board.Wake();
            var state = board.State();
            var reader = Samples.Open(board.Storage, state.Journal, state.Boot).Read();
            var waiting = 0;
            while (reader.Next(new Sample()))
                waiting++;
            return waiting;
        }

        private static FakeFlash Filled(uint boot)
        {
            var flash = new FakeFlash();
            Samples.Append(Samples.Open(flash, new JournalPosition(), boot), boot, 0, 10, 2);
            return flash;
        }

        private static bool IsStale(FakeFlash flash, uint boot)
        {
            var state = new NodeState { Boot = boot };
            state.Journal.Head = 1;
            state.Journal.TailSegment = 1;
            return ColdStart.IsStale(state, Samples.Open(flash, state.Journal, boot));
        }
    }
}
