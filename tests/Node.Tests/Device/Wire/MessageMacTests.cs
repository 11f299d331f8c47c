using Jena.SensorNode.Frames;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Wire
{
    /// <summary>Message authentication as the device computes it.</summary>
    [TestClass]
    public class MessageMacTests
    {
        private const uint NodeId = 0x8000002A;

        [TestMethod]
        public void Accepts_what_it_appended()
        {
            var message = Message();
            var length = MessageMac.Append(MessageMac.Frame, NodeId, Key(), message, 4);

            Assert.AreEqual(4 + MessageMac.Bytes, length);
            Assert.IsTrue(MessageMac.Verify(MessageMac.Frame, NodeId, Key(), message, length));
        }

        [TestMethod]
        public void Refuses_a_changed_bit_another_node_and_another_purpose()
        {
            var message = Message();
            var length = MessageMac.Append(MessageMac.Frame, NodeId, Key(), message, 4);

            Assert.IsFalse(MessageMac.Verify(MessageMac.Frame, NodeId + 1, Key(), message, length));
            Assert.IsFalse(MessageMac.Verify(MessageMac.Time, NodeId, Key(), message, length));
            message[0] ^= 1;
            Assert.IsFalse(MessageMac.Verify(MessageMac.Frame, NodeId, Key(), message, length));
        }

        [TestMethod]
        public void Leaves_the_key_as_it_was()
        {
            var key = Key();

            MessageMac.Compute(MessageMac.Settings, NodeId, key, Message(), 4);

            CollectionAssert.AreEqual(Key(), key);
        }

        private static byte[] Message()
        {
            var message = new byte[4 + MessageMac.Bytes];
            for (var i = 0; i < 4; i++)
                message[i] = (byte)(0xf0 + i);
            return message;
        }

        private static byte[] Key()
        {
            var key = new byte[MessageMac.KeyBytes];
            for (var i = 0; i < key.Length; i++)
                key[i] = (byte)i;
            return key;
        }
    }
}
