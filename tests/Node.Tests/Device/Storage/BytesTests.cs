using Jena.SensorNode.Node.Storage;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Storage
{
    /// <summary>Integers in files.</summary>
    [TestClass]
    public class BytesTests
    {
        [TestMethod]
        [DataRow(0)]
        [DataRow(-1)]
        [DataRow(-32768)]
        [DataRow(32767)]
        public void Keeps_the_sign_of_16_bits(int value)
        {
            var data = new byte[4];
            Bytes.Put16(data, 1, value);

            Assert.AreEqual(value, Bytes.GetSigned16(data, 1));
            Assert.AreEqual(0, (int)data[0]);
            Assert.AreEqual(0, (int)data[3]);
        }

        [TestMethod]
        public void Keeps_all_bits_of_64()
        {
            var data = new byte[8];
            var values = new[] { 0L, -1L, 1L << 40, -(1L << 40), 1893456000000L, long.MaxValue, long.MinValue, 0x00000000ffffffffL };
            for (var i = 0; i < values.Length; i++)
            {
                Bytes.Put64(data, 0, values[i]);
                Assert.AreEqual(values[i], Bytes.Get64(data, 0));
            }
        }

        [TestMethod]
        public void Keeps_the_highest_bit_of_32()
        {
            var data = new byte[4];
            Bytes.Put32(data, 0, 0x80000001u);

            Assert.AreEqual(0x80000001u, Bytes.Get32(data, 0));
        }
    }
}
