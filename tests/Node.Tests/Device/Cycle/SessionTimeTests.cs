using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Cycle
{
    /// <summary>The gateway's time in sessions of several frames.</summary>
    [TestClass]
    public class SessionTimeTests
    {
        private const uint Now = 1800000000;

        [TestMethod]
        public void Takes_the_time_that_answers_the_first_of_several_frames()
        {
            var board = WithBacklog();
            board.Peer.Time = Message(board, 1, 1);
            board.WakeFor(2 * 86400);

            Assert.IsTrue(board.Peer.Frames.Count > 2);
            Assert.IsTrue(board.State().UnixSecondsAtZero != 0);
        }

        [TestMethod]
        public void Refuses_the_time_that_answers_no_frame_of_the_session()
        {
            var board = WithBacklog();
            board.Peer.Time = Message(board, 1, 60000);
            board.WakeFor(2 * 86400);

            Assert.IsTrue(board.Peer.Frames.Count > 2);
            Assert.AreEqual(0u, board.State().UnixSecondsAtZero);
        }

        [TestMethod]
        public void Reckons_from_when_the_message_came()
        {
            var board = new FakeBoard();
            board.Peer.Time = Message(board, 1, 0);
            board.Peer.TimeArrivedMilliseconds = 1000;
            board.Wake();

            // The clock began with the wake; the message came in its second 1, whatever was done after it.
            var atZero = board.State().UnixSecondsAtZero;
            Assert.IsTrue(atZero >= Now - 2 && atZero <= Now);
        }

        [TestMethod]
        public void Takes_settings_that_came_before_the_last_acknowledgement()
        {
            var board = WithBacklog();
            var settings = new NodeSettings { Version = 3, GatewayHost = "10.0.0.1", Layout = board.Node.Settings.Layout, SamplingIntervalSeconds = 600 };
            board.Peer.Settings = settings.Write(board.Node.NodeId, board.Node.Key);
            board.WakeFor(2 * 86400);

            Assert.IsTrue(board.State().SettingsSlot != 0);
        }

        /// <summary>A node that has sent its sample 0 and then met no gateway for three days: the next session has several frames.</summary>
        private static FakeBoard WithBacklog()
        {
            var board = new FakeBoard();
            board.Wake();
            board.Peer.IsAway = true;
            board.WakeFor(3 * 86400);
            board.Peer.IsAway = false;
            return board;
        }

        private static byte[] Message(FakeBoard board, uint boot, uint counter) =>
            new TimeMessage { UnixSeconds = Now, Boot = boot, SampleCounter = counter }.Write(board.Node.NodeId, board.Node.Key);
    }
}
