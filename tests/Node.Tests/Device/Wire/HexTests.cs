using Jena.SensorNode.Frames;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Wire
{
    /// <summary>Hexadecimal digits of names and keys.</summary>
    [TestClass]
    public class HexTests
    {
        [TestMethod]
        public void Writes_a_node_id_in_eight_lower_case_digits()
        {
            Assert.AreEqual("0000002a", Hex.Write(42u));
            Assert.AreEqual("ffffffff", Hex.Write(uint.MaxValue));
        }

        [TestMethod]
        public void Reads_what_it_writes()
        {
            var data = new byte[] { 0, 1, 0x7f, 0x80, 0xff };

            CollectionAssert.AreEqual(data, Hex.Parse(Hex.Write(data, data.Length))!);
        }

        [TestMethod]
        [DataRow("0")]
        [DataRow("0g")]
        [DataRow("0x12")]
        public void Refuses_anything_else(string text) => Assert.IsNull(Hex.Parse(text));
    }
}
