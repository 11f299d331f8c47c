using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>Air temperature and humidity, and their faults.</summary>
    [TestClass]
    public class Sht4xTests
    {
        [TestMethod]
        public void Computes_the_published_check_value() => Assert.AreEqual(0x92, (int)Crc8.Sensirion(new byte[] { 0xbe, 0xef }, 0, 2));

        [TestMethod]
        [DataRow(0x6666, 2500)]
        [DataRow(0x41d4, 0)]
        [DataRow(0x3332, -1000)]
        [DataRow(0x0751, -4000)]
        public void Reads_hundredths_of_a_degree(int raw, int expected)
        {
            var reading = new Reading();
            Probe(new FakeI2c(Answer(raw, 0x8000)), false).Read(reading);

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.IsTrue(reading.Value >= expected - 1 && reading.Value <= expected + 1);
        }

        [TestMethod]
        [DataRow(0x8000, 5650)]
        [DataRow(0x0a00, 0)]
        [DataRow(0xdf00, 10000)]
        public void Reads_humidity_and_cuts_it_to_what_air_can_hold(int raw, int expected)
        {
            var reading = new Reading();
            Probe(new FakeI2c(Answer(0x6666, raw)), true).Read(reading);

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.IsTrue(reading.Value >= expected - 1 && reading.Value <= expected + 1);
        }

        [TestMethod]
        public void Refuses_values_beyond_the_sensor()
        {
            var reading = new Reading();
            Probe(new FakeI2c(Answer(0xffff, 0xffff)), false).Read(reading);
            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)reading.Fault);
            Probe(new FakeI2c(Answer(0x0000, 0x0000)), false).Read(reading);
            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)reading.Fault);
            Probe(new FakeI2c(Answer(0x6666, 0xffff)), true).Read(reading);
            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)reading.Fault);
        }

        [TestMethod]
        public void Judges_each_channel_by_its_own_checksum()
        {
            var answer = Answer(0x6666, 0x8000);
            answer[5] ^= 1;
            var sensor = new Sht4xSensor(new FakeI2c(answer), 1, 0x44);
            var reading = new Reading();
            sensor.Start();
            sensor.ReadTemperature(reading);
            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            sensor.ReadHumidity(reading);
            Assert.AreEqual((int)ChannelFault.Checksum, (int)reading.Fault);
        }

        [TestMethod]
        public void Measures_once_for_both_channels()
        {
            var i2c = new FakeI2c(Answer(0x6666, 0x8000));
            var sensor = new Sht4xSensor(i2c, 1, 0x44);
            new Sht4xProbe(sensor, false).Start();
            new Sht4xProbe(sensor, true).Start();

            Assert.AreEqual(1, i2c.Writes);
            Assert.AreEqual(0xfd, (int)i2c.Written[0]);
        }

        [TestMethod]
        [DataRow((int)I2cOutcome.NoAnswer, (int)I2cOutcome.Done, (int)ChannelFault.Missing)]
        [DataRow((int)I2cOutcome.Failed, (int)I2cOutcome.Done, (int)ChannelFault.Shorted)]
        [DataRow((int)I2cOutcome.Done, (int)I2cOutcome.NoAnswer, (int)ChannelFault.NotReady)]
        [DataRow((int)I2cOutcome.Done, (int)I2cOutcome.Failed, (int)ChannelFault.Shorted)]
        public void Never_gives_a_number_when_the_bus_fails(int write, int read, int fault)
        {
            var i2c = new FakeI2c(Answer(0x6666, 0x8000)) { WriteOutcome = (I2cOutcome)write, ReadOutcome = (I2cOutcome)read };
            var reading = new Reading();
            Probe(i2c, false).Read(reading);
            Assert.AreEqual(fault, (int)reading.Fault);
            Probe(i2c, true).Read(reading);
            Assert.AreEqual(fault, (int)reading.Fault);
        }

        private static Sht4xProbe Probe(FakeI2c i2c, bool isHumidity)
        {
            var probe = new Sht4xProbe(new Sht4xSensor(i2c, 1, 0x44), isHumidity);
            probe.Start();
            return probe;
        }

        private static byte[] Answer(int temperature, int humidity)
        {
            var answer = new byte[] { (byte)(temperature >> 8), (byte)temperature, 0, (byte)(humidity >> 8), (byte)humidity, 0 };
            answer[2] = Crc8.Sensirion(answer, 0, 2);
            answer[5] = Crc8.Sensirion(answer, 3, 2);
            return answer;
        }
    }
}
