using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Power;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Power
{
    /// <summary>Doing less as the battery declines. Defaults: 3450, 3300, 3100 mV.</summary>
    [TestClass]
    public class BatteryTierTests
    {
        [TestMethod]
        [DataRow(4100, 0)]
        [DataRow(3450, 0)]
        [DataRow(3449, 1)]
        [DataRow(3299, 2)]
        [DataRow(3099, 3)]
        [DataRow(1000, 3)]
        public void Follows_the_limits_downwards(int millivolts, int tier) =>
            Assert.AreEqual(tier, (int)BatteryTier.For(millivolts, false, BatteryTier.Full, new NodeSettings()));

        [TestMethod]
        [DataRow(3110, 3, 3)]
        [DataRow(3149, 3, 3)]
        [DataRow(3150, 3, 2)]
        [DataRow(3460, 1, 1)]
        [DataRow(3500, 1, 0)]
        [DataRow(4000, 3, 0)]
        public void Leaves_a_tier_upwards_only_with_a_margin(int millivolts, int present, int tier) =>
            Assert.AreEqual(tier, (int)BatteryTier.For(millivolts, false, (byte)present, new NodeSettings()));

        [TestMethod]
        [DataRow(3351, 0, 0)]
        [DataRow(3349, 0, 1)]
        [DataRow(3201, 1, 1)]
        [DataRow(3199, 1, 2)]
        [DataRow(3499, 1, 1)]
        [DataRow(3500, 1, 0)]
        public void The_radios_load_does_not_lower_the_tier_nor_does_its_absence_raise_it(int millivolts, int present, int tier) =>
            Assert.AreEqual(tier, (int)BatteryTier.For(millivolts, true, (byte)present, new NodeSettings()));

        [TestMethod]
        public void Stays_where_it_is_without_a_measurement() =>
            Assert.AreEqual(2, (int)BatteryTier.For(0, false, BatteryTier.Eighth, new NodeSettings()));

        [TestMethod]
        [DataRow(0, 900)]
        [DataRow(1, 1800)]
        [DataRow(2, 7200)]
        [DataRow(3, 86400)]
        public void Stretches_the_interval(int tier, int seconds) =>
            Assert.AreEqual((uint)seconds, BatteryTier.Stretch(900, (byte)tier));
    }
}
