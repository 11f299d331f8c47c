using Jena.SensorNode.Frames;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Wire
{
    /// <summary>The arithmetic of the sample coding, where the device's runtime and .NET differ most easily.</summary>
    [TestClass]
    public class RiceTests
    {
        [TestMethod]
        [DataRow(0, 0)]
        [DataRow(-1, 1)]
        [DataRow(1, 2)]
        [DataRow(-1000, 1999)]
        [DataRow(1000, 2000)]
        public void Folds_the_sign_into_the_lowest_bit(int value, int expected) =>
            Assert.AreEqual((uint)expected, Rice.ZigZag(value));

        [TestMethod]
        public void Folds_a_difference_of_unsigned_times_as_signed()
        {
            uint interval = 900;
            uint step = 897;

            Assert.AreEqual(5u, Rice.ZigZag((int)(long)(step - interval)));
        }
    }
}
