using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Power
{
    /// <summary>Battery voltage by divider and by fuel gauge.</summary>
    [TestClass]
    public class BatteryGaugeTests
    {
        [TestMethod]
        public void Computes_the_pin_by_the_characteristic_line()
        {
            Assert.AreEqual(0, BatteryGauge.PinMillivolts(0));
            Assert.AreEqual(948, BatteryGauge.PinMillivolts(1000));
            Assert.AreEqual(2156, BatteryGauge.PinMillivolts(2500));
        }

        [TestMethod]
        public void Multiplies_by_the_divider()
        {
            var analog = new FakeAnalog();
            analog.Set(7, 2000);

            Assert.AreEqual(3506, BatteryGauge.Millivolts(Divider(7), analog, new FakeI2c()));
        }

        [TestMethod]
        public void Measures_nothing_rather_than_wrong()
        {
            var analog = new FakeAnalog();
            analog.Set(7, -1);
            Assert.AreEqual(0, BatteryGauge.Millivolts(Divider(7), analog, new FakeI2c()));
            Assert.AreEqual(0, BatteryGauge.Millivolts(Divider(12), analog, new FakeI2c()));
            analog.Set(7, 0);
            Assert.AreEqual(0, BatteryGauge.Millivolts(Divider(7), analog, new FakeI2c()));
            Assert.AreEqual(0, BatteryGauge.Millivolts(new BatterySource(), analog, new FakeI2c()));
        }

        [TestMethod]
        [DataRow(0xc000, 3840)]
        [DataRow(0x9c40, 3125)]
        [DataRow(0xffff, 0)]
        [DataRow(0, 0)]
        public void Reads_the_gauge(int register, int millivolts) =>
            Assert.AreEqual(millivolts, Gauge(new FakeI2c(new[] { (byte)(register >> 8), (byte)register })));

        [TestMethod]
        public void Takes_a_gauge_that_does_not_answer_for_none()
        {
            Assert.AreEqual(0, Gauge(new FakeI2c(new byte[] { 0xc0, 0 }) { WriteOutcome = I2cOutcome.NoAnswer }));
            Assert.AreEqual(0, Gauge(new FakeI2c(new byte[] { 0xc0, 0 }) { ReadOutcome = I2cOutcome.Failed }));
        }

        private static int Gauge(FakeI2c i2c) =>
            BatteryGauge.Millivolts(new BatterySource { Kind = BatterySource.Max1704x, Channel = 1, Address = 0x36 }, new FakeAnalog(), i2c);

        private static BatterySource Divider(int channel) =>
            new BatterySource { Kind = BatterySource.AdcDivider, Channel = channel, RatioThousandths = 2000 };
    }
}
