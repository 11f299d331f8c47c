using Jena.SensorNode.Node.Storage;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Storage
{
    /// <summary>Checksum of journal records.</summary>
    [TestClass]
    public class ChecksumTests
    {
        [TestMethod]
        public void Gives_the_published_check_value()
        {
            var digits = new byte[] { 0, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39 };

            Assert.AreEqual(0x29b1, Checksum.Crc16(digits, 1, 9));
        }

        [TestMethod]
        public void Notices_every_single_bit_of_a_record()
        {
            var data = new byte[24];
            var good = Checksum.Crc16(data, 0, data.Length);
            for (var bit = 0; bit < data.Length * 8; bit++)
            {
                data[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.IsFalse(good == Checksum.Crc16(data, 0, data.Length));
                data[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }
}
