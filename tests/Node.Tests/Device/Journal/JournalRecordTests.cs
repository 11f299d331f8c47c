using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Journal
{
    /// <summary>Records of the journal.</summary>
    [TestClass]
    public class JournalRecordTests
    {
        [TestMethod]
        [DataRow(1)]
        [DataRow(6)]
        [DataRow(8)]
        public void Reads_the_sample_it_wrote(int channels)
        {
            var data = new byte[64];
            var read = new Sample { Boot = 200, ChannelCount = channels, LayoutId = 3 };
            for (uint counter = 0; counter < 30; counter++)
            {
                JournalRecord.WriteSample(Samples.Make(200, counter, channels), data, 5);
                Assert.IsTrue(JournalRecord.ReadSample(data, 5, read));
                Samples.AssertIs(200, counter, channels, read);
            }
        }

        [TestMethod]
        [DataRow(-32768)]
        [DataRow(-16)]
        [DataRow(-1)]
        [DataRow(0)]
        [DataRow(4095)]
        [DataRow(32767)]
        public void Keeps_values_on_both_sides_of_zero(int value)
        {
            var sample = Samples.Make(1, 0, 1);
            sample.Values[0] = value;
            sample.Faults[0] = 0;

            Assert.AreEqual(value, RoundTrip(sample).Values[0]);
        }

        [TestMethod]
        [DataRow(32768)]
        [DataRow(-32769)]
        public void Makes_a_fault_of_a_value_that_it_cannot_hold(int value)
        {
            var sample = Samples.Make(1, 0, 1);
            sample.Values[0] = value;
            sample.Faults[0] = 0;

            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)RoundTrip(sample).Faults[0]);
        }

        [TestMethod]
        public void Keeps_the_counts_behind_a_fault()
        {
            var sample = Samples.Make(1, 0, 1);
            sample.Values[0] = 1791;
            sample.Faults[0] = (byte)ChannelFault.Stuck;
            var read = RoundTrip(sample);

            Assert.AreEqual(1791, read.Values[0]);
            Assert.AreEqual((int)ChannelFault.Stuck, (int)read.Faults[0]);
        }

        [TestMethod]
        public void Refuses_a_record_with_any_bit_flipped()
        {
            var data = new byte[24];
            JournalRecord.WriteSample(Samples.Make(9, 77, 6), data, 0);
            for (var bit = 0; bit < 24 * 8; bit++)
            {
                data[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.IsFalse(JournalRecord.ReadSample(data, 0, new Sample { Boot = 9, ChannelCount = 6 }));
                data[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        [TestMethod]
        public void Refuses_a_record_of_another_boot()
        {
            var data = new byte[24];
            JournalRecord.WriteSample(Samples.Make(9, 77, 6), data, 0);

            Assert.IsFalse(JournalRecord.ReadSample(data, 0, new Sample { Boot = 10, ChannelCount = 6 }));
        }

        [TestMethod]
        public void Refuses_an_epoch_of_another_segment_and_a_damaged_one()
        {
            var data = new byte[16];
            JournalRecord.WriteEpoch(Samples.Make(70000, 0, 6), 12, data, 0);
            Assert.IsTrue(JournalRecord.IsEpoch(data, 0, 12));
            Assert.IsFalse(JournalRecord.IsEpoch(data, 0, 52));
            for (var at = 0; at < 16; at++)
            {
                data[at] ^= 4;
                Assert.IsFalse(JournalRecord.IsEpoch(data, 0, 12));
                data[at] ^= 4;
            }
        }

        [TestMethod]
        public void Takes_24_bytes_for_six_channels() => Assert.AreEqual(24, JournalRecord.BytesFor(6));

        private static Sample RoundTrip(Sample sample)
        {
            var data = new byte[32];
            JournalRecord.WriteSample(sample, data, 0);
            var read = new Sample { Boot = sample.Boot, ChannelCount = sample.ChannelCount };
            Assert.IsTrue(JournalRecord.ReadSample(data, 0, read));
            return read;
        }
    }
}
