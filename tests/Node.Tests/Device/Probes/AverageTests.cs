using Jena.SensorNode.Node.Probes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>The robust mean.</summary>
    [TestClass]
    public class AverageTests
    {
        [TestMethod]
        public void Sorts()
        {
            var values = new int[255];
            for (var i = 0; i < values.Length; i++)
                values[i] = (i * 7919) % 4096;
            Average.Sort(values, values.Length);
            for (var i = 1; i < values.Length; i++)
                Assert.IsTrue(values[i - 1] <= values[i]);
        }

        [TestMethod]
        public void Ignores_outliers_up_to_a_quarter_on_each_side()
        {
            var values = new[] { 0, 0, 0, 0, 1999, 2000, 2000, 2001, 2000, 2000, 2001, 1999, 4095, 4095, 4095, 4095 };
            Average.Sort(values, values.Length);

            Assert.AreEqual(2000, Average.OfMiddleHalf(values, values.Length));
        }

        [TestMethod]
        public void Rounds_to_the_nearest()
        {
            Assert.AreEqual(11, Average.OfMiddleHalf(new[] { 10, 11, 11, 12 }, 4));
            Assert.AreEqual(11, Average.OfMiddleHalf(new[] { 0, 10, 11, 99 }, 4));
        }

        [TestMethod]
        public void Takes_the_median_of_few()
        {
            Assert.AreEqual(5, Average.OfMiddleHalf(new[] { 5 }, 1));
            Assert.AreEqual(6, Average.OfMiddleHalf(new[] { 5, 7 }, 2));
            Assert.AreEqual(7, Average.OfMiddleHalf(new[] { 5, 7, 4000 }, 3));
        }
    }
}
