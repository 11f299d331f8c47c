using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>The I²C soil probe.</summary>
    [TestClass]
    public class SeesawTests
    {
        [TestMethod]
        [DataRow(330)]
        [DataRow(1015)]
        public void Reads_touch_counts(int counts)
        {
            var reading = Moisture(new FakeI2c(new byte[] { (byte)(counts >> 8), (byte)counts }));

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.AreEqual(counts, reading.Value);
        }

        [TestMethod]
        public void Asks_again_while_the_probe_is_not_ready() =>
            Assert.AreEqual(500, Moisture(new FakeI2c(new byte[] { 0xff, 0xff }, new byte[] { 0xff, 0xff }, new byte[] { 0x01, 0xf4 })).Value);

        [TestMethod]
        [DataRow(0xffff, (int)ChannelFault.NotReady)]
        [DataRow(0, (int)ChannelFault.Open)]
        [DataRow(5000, (int)ChannelFault.OutOfRange)]
        public void Tells_its_faults_apart(int counts, int fault) =>
            Assert.AreEqual(fault, (int)Moisture(new FakeI2c(new byte[] { (byte)(counts >> 8), (byte)counts })).Fault);

        [TestMethod]
        [DataRow(20 * 65536, 320)]
        [DataRow(0, 0)]
        [DataRow(-65536, -16)]
        [DataRow(-2048 * 5, -2)]
        [DataRow(-10 * 65536, -160)]
        public void Reads_temperatures_on_both_sides_of_zero(int raw, int sixteenths)
        {
            var reading = Temperature(new FakeI2c(Bytes(raw)));

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.AreEqual(sixteenths, reading.Value);
        }

        [TestMethod]
        public void Reads_temperatures_below_zero_of_a_firmware_that_masks_the_top_bits() =>
            Assert.AreEqual(-80, Temperature(new FakeI2c(Bytes((-5 * 65536) & 0x3fffffff))).Value);

        [TestMethod]
        [DataRow(100 * 65536)]
        [DataRow(-50 * 65536)]
        public void Refuses_temperatures_beyond_the_probe(int raw) =>
            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)Temperature(new FakeI2c(Bytes(raw))).Fault);

        [TestMethod]
        [DataRow((int)I2cOutcome.NoAnswer, (int)I2cOutcome.Done, (int)ChannelFault.Missing)]
        [DataRow((int)I2cOutcome.Failed, (int)I2cOutcome.Done, (int)ChannelFault.Shorted)]
        [DataRow((int)I2cOutcome.Done, (int)I2cOutcome.Failed, (int)ChannelFault.Shorted)]
        public void Never_gives_a_number_when_the_bus_fails(int write, int read, int fault)
        {
            var i2c = new FakeI2c(new byte[] { 1, 0xf4, 0, 0 }) { WriteOutcome = (I2cOutcome)write, ReadOutcome = (I2cOutcome)read };

            Assert.AreEqual(fault, (int)Moisture(i2c).Fault);
            Assert.AreEqual(fault, (int)Temperature(i2c).Fault);
        }

        [TestMethod]
        public void Asks_a_bus_that_is_held_low_no_more_than_twice()
        {
            var i2c = new FakeI2c() { WriteOutcome = I2cOutcome.Failed };

            Assert.AreEqual((int)ChannelFault.Shorted, (int)Moisture(i2c).Fault);
            Assert.AreEqual(2, i2c.Writes);
        }

        private static Reading Moisture(FakeI2c i2c) => Read(i2c, false);

        private static Reading Temperature(FakeI2c i2c) => Read(i2c, true);

        private static Reading Read(FakeI2c i2c, bool isTemperature)
        {
            var reading = new Reading();
            new SeesawProbe(i2c, new FakePause(null), 1, 0x37, isTemperature).Read(reading);
            return reading;
        }

        private static byte[] Bytes(int value) => new[] { (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value };
    }
}
