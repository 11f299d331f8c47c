using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Storage;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>Samples whose every field follows from boot and counter, so that a mixed-up one shows.</summary>
    public static class Samples
    {
        /// <summary>Makes a sample.</summary>
        public static Sample Make(uint boot, uint counter, int channels)
        {
            var sample = new Sample { Boot = boot, Counter = counter, Seconds = (counter * 900) + 7, LayoutId = 3, ChannelCount = channels };
            for (var i = 0; i < channels; i++)
            {
                sample.Values[i] = Value(boot, counter, i);
                sample.Faults[i] = Fault(counter, i);
            }

            return sample;
        }

        /// <summary>Fails where the sample is not exactly the one that was made.</summary>
        public static void AssertIs(uint boot, uint counter, int channels, Sample sample)
        {
            Assert.AreEqual(boot, sample.Boot);
            Assert.AreEqual(counter, sample.Counter);
            Assert.AreEqual((counter * 900) + 7, sample.Seconds);
            Assert.AreEqual(3, sample.LayoutId);
            Assert.AreEqual(channels, sample.ChannelCount);
            for (var i = 0; i < channels; i++)
            {
                Assert.AreEqual(Fault(counter, i), sample.Faults[i]);
                if (sample.Faults[i] == 0)
                    Assert.AreEqual(Value(boot, counter, i), sample.Values[i]);
            }
        }

        /// <summary>Appends samples with consecutive counters, dropping the oldest segment where the journal is full.</summary>
        public static void Append(SampleJournal journal, uint boot, uint first, int count, int channels)
        {
            for (uint i = 0; i < (uint)count; i++)
            {
                var sample = Make(boot, first + i, channels);
                if (journal.IsFull && journal.NeedsSegment(sample))
                    journal.DropOldest();
                Assert.IsTrue(journal.Append(sample));
            }
        }

        /// <summary>Reads everything that waits and checks identity and order within one boot.</summary>
        /// <returns>How many samples there were.</returns>
        public static int ReadAll(SampleJournal journal, uint boot, uint firstExpected, int channels)
        {
            var reader = journal.Read();
            var sample = new Sample();
            var count = 0;
            while (reader.Next(sample))
                AssertIs(boot, firstExpected + (uint)count++, channels, sample);
            return count;
        }

        /// <summary>A journal over this flash with a position of its own: a node that lost its state.</summary>
        public static SampleJournal Open(IFlash flash, JournalPosition position, uint boot) => new SampleJournal(flash, position, boot);

        private static int Value(uint boot, uint counter, int channel) => ((int)(counter % 5000) * 3) - 4000 + (channel * 11) + (int)(boot % 7);

        private static byte Fault(uint counter, int channel) => (byte)((counter + (uint)channel) % 13 == 5 ? 1 + (channel % 10) : 0);
    }
}
