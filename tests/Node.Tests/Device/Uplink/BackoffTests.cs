using Jena.SensorNode.Node.Uplink;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Uplink
{
    /// <summary>Coming back after failures.</summary>
    [TestClass]
    public class BackoffTests
    {
        [TestMethod]
        [DataRow(1, 900)]
        [DataRow(2, 1800)]
        [DataRow(3, 3600)]
        [DataRow(7, 57600)]
        [DataRow(8, 86400)]
        [DataRow(60000, 86400)]
        public void Doubles_up_to_a_day_and_moves_by_half_to_either_side(int failures, int delay)
        {
            Assert.AreEqual((uint)(5000 + (delay / 2)), Backoff.NextAttemptSeconds(5000, failures, 900, 0));
            Assert.AreEqual((uint)(5000 + delay), Backoff.NextAttemptSeconds(5000, failures, 900, 32768));
            Assert.IsTrue(Backoff.NextAttemptSeconds(5000, failures, 900, 65535) <= 5000 + (delay / 2) + delay);
        }

        [TestMethod]
        public void Spreads_500_nodes_that_failed_together()
        {
            // Five failures: four hours. In no quarter of an hour may more than a tenth of them come.
            var perSlot = new int[40];
            for (var node = 0; node < 500; node++)
                perSlot[Backoff.NextAttemptSeconds(0, 5, 900, (node * 26699) & 0xffff) / 900]++;
            for (var slot = 0; slot < perSlot.Length; slot++)
                Assert.IsTrue(perSlot[slot] <= 50);
        }
    }
}
