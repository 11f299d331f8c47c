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
        [DataRow(1)]
        [DataRow(8)]
        [DataRow(255)]
        [DataRow(256)]
        [DataRow(4095)]
        public void Sorts_values_that_lie_close_and_values_that_lie_far_apart(int range)
        {
            for (var count = 0; count <= 255; count += 17)
            {
                var values = new int[255];
                var sum = 0;
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = 3 + ((i * 7919) % (range + 1));
                    sum += i < count ? values[i] * values[i] : 0;
                }

                Average.Sort(values, count);
                for (var i = 0; i < count; i++)
                {
                    Assert.IsTrue(i == 0 || values[i - 1] <= values[i]);
                    sum -= values[i] * values[i];
                }

                Assert.AreEqual(0, sum);
            }
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
