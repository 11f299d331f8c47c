using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Settings;
using Jena.SensorNode.Node.Tests.Fakes;
using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Settings
{
    /// <summary>Settings from the gateway, over whole wakes.</summary>
    [TestClass]
    public class SettingsChangeTests
    {
        [TestMethod]
        public void Are_in_force_from_the_next_wake_and_after_power_loss()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5, SamplingIntervalSeconds = 300 });
            NextSession(board);

            Assert.AreEqual(5u, InForce(board).Version);
            board.LosePower();
            board.Wake();
            Assert.AreEqual(5u, InForce(board).Version);
            Assert.IsTrue(board.PlannedMilliseconds <= 300000);
        }

        [TestMethod]
        public void Are_refused_with_a_bad_signature_and_change_nothing()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5, SamplingIntervalSeconds = 300 });
            board.Peer.Settings![10] ^= 1;
            NextSession(board);

            Assert.AreEqual(0u, InForce(board).Version);
            Assert.AreEqual((int)SettingsRefusal.BadMac, (int)board.State().RefusedReason);
        }

        [TestMethod]
        public void Are_refused_when_older()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5 });
            NextSession(board);
            Offer(board, new NodeSettings { Version = 4 });
            NextSession(board);

            Assert.AreEqual(5u, InForce(board).Version);
            Assert.AreEqual((int)SettingsRefusal.Older, (int)board.State().RefusedReason);
            Assert.AreEqual(4u, board.State().RefusedVersion);
        }

        [TestMethod]
        public void Are_refused_with_a_channel_that_cannot_be_read_beside_the_radio()
        {
            var board = Started();
            Offer(board, new NodeSettings
            {
                Version = 5,
                Layout = new ProbeLayout { Channels = new[] { new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, Wiring = new byte[] { 12 } } } },
            });
            NextSession(board);

            Assert.AreEqual((int)SettingsRefusal.BadLayout, (int)board.State().RefusedReason);
        }

        [TestMethod]
        public void Are_refused_when_the_flash_cannot_keep_them()
        {
            var flash = new FakeFlash { Capacity = 10 };
            var state = new Node.Cycle.NodeState();
            var board = new FakeBoard();
            var store = new SettingsStore(flash, board.Node);
            var change = new SettingsChange(state, store, new WifiBackup(flash), board.Station, board.Node);
            var message = new NodeSettings { Version = 5, GatewayHost = "10.0.0.1" }.Write(42, board.Node.Key);

            Assert.IsNull(change.Offer(message, board.Node.Settings));
            Assert.AreEqual((int)SettingsRefusal.NotStored, (int)state.RefusedReason);
            Assert.AreEqual(0, (int)state.SettingsSlot);
        }

        [TestMethod]
        public void Move_the_node_to_another_gateway()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5, GatewayHost = "10.0.0.2" });
            NextSession(board);
            Assert.AreEqual(1, (int)board.State().OnTrial);
            NextSession(board);

            Assert.AreEqual("10.0.0.2", board.Peer.Host);
            Assert.AreEqual(0, (int)board.State().OnTrial);
            Assert.AreEqual(board.State().SettingsSlot, board.State().ProvenSlot);
        }

        [TestMethod]
        public void Return_by_themselves_when_the_new_gateway_is_not_reached_and_are_not_tried_twice()
        {
            var board = Started();
            board.Peer.OnlyHost = "10.0.0.1";
            Offer(board, new NodeSettings { Version = 5, GatewayHost = "10.0.0.2" });
            NextSession(board);
            board.WakeFor(86400);

            Assert.AreEqual("10.0.0.1", board.Peer.Host);
            Assert.AreEqual(0u, InForce(board).Version);
            Assert.AreEqual((int)SettingsRefusal.NotReached, (int)board.State().RefusedReason);
            Assert.AreEqual(5u, board.State().RefusedVersion);
            Assert.AreEqual(0, board.State().Failures);

            Offer(board, new NodeSettings { Version = 6, SamplingIntervalSeconds = 300 });
            board.WakeFor(86400);
            Assert.AreEqual(6u, InForce(board).Version);
        }

        [TestMethod]
        public void Return_to_the_network_that_worked()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5, WifiName = "neu", WifiPassword = new byte[] { 0x78 } });
            NextSession(board);
            Assert.AreEqual("neu", board.Station.Network.Name);
            Assert.AreEqual("x", board.Station.Network.Password);

            board.Station.HasLink = false;
            var before = board.State().Failures;
            for (var i = 0; i < 400 && board.Station.Network.Name == "neu"; i++)
                board.Wake();
            Assert.AreEqual(0, before);
            Assert.IsTrue(board.Station.Network.IsSame(new WifiCredentials("baum", "geheim")));
        }

        [TestMethod]
        public void Never_strand_the_node_on_a_network_that_does_not_answer_wherever_the_power_is_cut()
        {
            for (var cut = 0; cut < 900; cut += 13)
            {
                var board = Started();
                board.Station.OnlyNetwork = "baum";
                while (!board.Station.IsOn)
                    board.Wake();
                Offer(board, new NodeSettings { Version = 5, WifiName = "neu", WifiPassword = new byte[] { 0x78 } });
                board.Storage.CutAfter(cut, false);
                board.Wake();
                board.WakeFor(4 * 86400);

                Assert.AreEqual("baum", board.Station.Network.Name);
                Assert.AreEqual(0, board.State().Failures);
            }
        }

        [TestMethod]
        public void Keep_a_network_that_proved_itself_through_a_long_outage()
        {
            var board = Started();
            Offer(board, new NodeSettings { Version = 5, WifiName = "neu", WifiPassword = new byte[] { 0x78 } });
            NextSession(board);
            NextSession(board);
            board.Peer.IsAway = true;
            board.WakeFor(7 * 86400);

            Assert.AreEqual("neu", board.Station.Network.Name);
        }

        [TestMethod]
        public void Survive_a_power_cut_at_every_byte_of_their_storing()
        {
            for (var cut = 0; cut < 700; cut += 7)
            {
                var board = Started();
                while (!board.Station.IsOn)
                    board.Wake();
                Offer(board, new NodeSettings { Version = 5, SamplingIntervalSeconds = 300 });
                board.Storage.CutAfter(cut, true);
                board.Wake();
                board.WakeFor(86400);

                Assert.AreEqual(5u, InForce(board).Version);
                Assert.AreEqual(0, board.State().Failures);
            }
        }

        private static FakeBoard Started()
        {
            var board = new FakeBoard();
            board.Wake();
            return board;
        }

        private static void Offer(FakeBoard board, NodeSettings settings)
        {
            if (settings.GatewayHost.Length == 0)
                settings.GatewayHost = "10.0.0.1";
            settings.Layout ??= board.Node.Settings.Layout;
            board.Peer.Settings = settings.Write(42, board.Node.Key);
        }

        private static void NextSession(FakeBoard board)
        {
            var attempts = board.Peer.Attempts;
            for (var i = 0; i < 200 && board.Peer.Attempts == attempts; i++)
                board.Wake();
            Assert.AreEqual(attempts + 1, board.Peer.Attempts);
        }

        private static NodeSettings InForce(FakeBoard board)
        {
            var settings = new SettingsStore(board.Storage, board.Node).Load(board.State().SettingsSlot);
            Assert.IsNotNull(settings!);
            return settings!;
        }
    }
}
