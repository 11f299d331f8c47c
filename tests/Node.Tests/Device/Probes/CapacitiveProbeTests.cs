using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>Analog moisture and its faults.</summary>
    [TestClass]
    public class CapacitiveProbeTests
    {
        [TestMethod]
        [DataRow(1500)]
        [DataRow(2300)]
        [DataRow(3300)]
        public void Gives_the_counts_of_soil(int counts)
        {
            var reading = Read(counts, 3);

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.IsTrue(reading.Value >= counts - 1 && reading.Value <= counts + 1);
        }

        [TestMethod]
        [DataRow(0, (int)ChannelFault.Shorted)]
        [DataRow(120, (int)ChannelFault.Shorted)]
        [DataRow(400, (int)ChannelFault.OutOfRange)]
        [DataRow(3720, (int)ChannelFault.InAir)]
        [DataRow(4095, (int)ChannelFault.Open)]
        public void Tells_its_faults_apart(int counts, int fault) => Assert.AreEqual(fault, (int)Read(counts, 3).Fault);

        [TestMethod]
        public void Takes_a_line_that_nothing_drives_for_a_missing_probe() =>
            Assert.AreEqual((int)ChannelFault.Missing, (int)Read(1500, 900).Fault);

        [TestMethod]
        public void Reports_a_converter_that_cannot_be_read()
        {
            var analog = new FakeAnalog();
            analog.Set(4, -1);
            var reading = new Reading();
            new CapacitiveProbe(analog, 4, new int[16]).Read(reading);

            Assert.AreEqual((int)ChannelFault.Missing, (int)reading.Fault);
        }

        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(8)]
        [DataRow(10)]
        [DataRow(19)]
        public void Does_not_touch_channels_that_radio_or_board_forbid(int channel)
        {
            var reading = new Reading();
            new CapacitiveProbe(new FakeAnalog(), channel, new int[16]).Read(reading);

            Assert.AreEqual((int)ChannelFault.Missing, (int)reading.Fault);
        }

        [TestMethod]
        public void Notices_a_signal_without_noise()
        {
            Assert.IsTrue(Read(2000, 0).IsNoiseFree);
            Assert.IsFalse(Read(2000, 1).IsNoiseFree);
        }

        private static Reading Read(int counts, int noise)
        {
            var analog = new FakeAnalog { Noise = noise };
            analog.Set(4, counts);
            var reading = new Reading();
            new CapacitiveProbe(analog, 4, new int[64]).Read(reading);
            return reading;
        }
    }
}
