using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Settings;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Settings
{
    /// <summary>The node's own file and its copy in bytes.</summary>
    [TestClass]
    public class NodeFileStoreTests
    {
        private const int Interval = 600;

        [TestMethod]
        public void Reads_the_copy_as_it_reads_the_text()
        {
            var flash = Provisioned(42);
            var fromText = new NodeFileStore(flash).Load();
            var fromCopy = new NodeFileStore(flash).Load();

            Assert.AreEqual(1 + 1, flash.Writes);
            AssertSame(fromText!, fromCopy!);
            Assert.AreEqual(42u, fromCopy!.NodeId);
            Assert.AreEqual((uint)Interval, fromCopy.Settings.SamplingIntervalSeconds);
            Assert.AreEqual(27, fromCopy.ButtonPin);
            Assert.AreEqual(NodeFile.NoPin, fromCopy.LedPin);
        }

        [TestMethod]
        public void Takes_a_text_that_was_written_anew()
        {
            var flash = Provisioned(42);
            new NodeFileStore(flash).Load();
            var text = Text(43);
            flash.Write(NodeFileStore.TextName, text, text.Length);

            Assert.AreEqual(43u, new NodeFileStore(flash).Load()!.NodeId);
            Assert.AreEqual(43u, new NodeFileStore(flash).Load()!.NodeId);
        }

        [TestMethod]
        public void Is_unprovisioned_without_the_text_whatever_the_copy_says()
        {
            var flash = Provisioned(42);
            new NodeFileStore(flash).Load();
            flash.Delete(NodeFileStore.TextName);

            Assert.IsNull(new NodeFileStore(flash).Load());
        }

        [TestMethod]
        public void Goes_by_the_text_where_any_byte_of_the_copy_is_damaged()
        {
            var flash = Provisioned(42);
            new NodeFileStore(flash).Load();
            var length = flash.Length(NodeFileStore.CopyName);
            for (var at = 0; at < length; at++)
            {
                var before = flash.Writes;
                flash.Damage(NodeFileStore.CopyName, at);
                Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);
                Assert.AreEqual(before + 1, flash.Writes);
            }
        }

        [TestMethod]
        public void Survives_damage_to_the_text_while_the_copy_is_sound()
        {
            var flash = Provisioned(42);
            new NodeFileStore(flash).Load();
            flash.Damage(NodeFileStore.TextName, 30);
            Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);

            flash.Delete(NodeFileStore.CopyName);
            Assert.IsNull(new NodeFileStore(flash).Load());
        }

        [TestMethod]
        public void Survives_a_power_cut_at_any_byte_of_the_copy()
        {
            var whole = Provisioned(42);
            new NodeFileStore(whole).Load();
            for (var cut = 0; cut < whole.Length(NodeFileStore.CopyName); cut++)
            {
                var flash = Provisioned(42);
                flash.CutAfter(cut, cut % 2 == 0);
                Assert.ThrowsException(typeof(PowerCutException), () => new NodeFileStore(flash).Load());
                flash.Restore();
                Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);
                Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);
            }
        }

        [TestMethod]
        public void Works_without_a_copy_on_a_full_flash()
        {
            var flash = Provisioned(42);
            flash.Capacity = flash.Used;
            Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);
            Assert.AreEqual(42u, new NodeFileStore(flash).Load()!.NodeId);
        }

        [TestMethod]
        public void Refuses_what_is_no_node_file()
        {
            var flash = new FakeFlash();
            Assert.IsNull(new NodeFileStore(flash).Load());
            flash.Write(NodeFileStore.TextName, new byte[5], 5);
            Assert.IsNull(new NodeFileStore(flash).Load());
            flash.Write(NodeFileStore.TextName, new byte[3000], 3000);
            Assert.IsNull(new NodeFileStore(flash).Load());
            Assert.AreEqual(-1, flash.Length(NodeFileStore.CopyName));
        }

        private static FakeFlash Provisioned(uint nodeId)
        {
            var flash = new FakeFlash();
            var text = Text(nodeId);
            flash.Write(NodeFileStore.TextName, text, text.Length);
            return flash;
        }

        private static byte[] Text(uint nodeId)
        {
            var node = new FakeBoard().Node;
            node.NodeId = nodeId;
            node.BootFloor = 7;
            return node.Write(new byte[] { 1, 4, 0, 0, Interval >> 8, Interval & 0xff });
        }

        private static void AssertSame(NodeFile one, NodeFile other)
        {
            Assert.AreEqual(one.NodeId, other.NodeId);
            CollectionAssert.AreEqual(one.Key, other.Key);
            Assert.AreEqual(one.BootFloor, other.BootFloor);
            Assert.AreEqual(one.Settings.GatewayHost, other.Settings.GatewayHost);
            Assert.AreEqual(one.Settings.GatewayPort, other.Settings.GatewayPort);
            Assert.AreEqual(one.Settings.SamplingIntervalSeconds, other.Settings.SamplingIntervalSeconds);
            CollectionAssert.AreEqual(one.Settings.Layout!.Write(), other.Settings.Layout!.Write());
            Assert.AreEqual(one.Battery.Write(), other.Battery.Write());
            Assert.AreEqual(one.ButtonPin, other.ButtonPin);
            Assert.AreEqual(one.LedPin, other.LedPin);
        }
    }
}
