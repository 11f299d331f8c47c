using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Journal
{
    /// <summary>A power cut at every byte of every write of the journal.</summary>
    [TestClass]
    public class JournalCutTests
    {
        private const int Channels = 6;
        private const int RecordBytes = 24;

        [TestMethod]
        [DataRow(true, true)]
        [DataRow(true, false)]
        [DataRow(false, true)]
        [DataRow(false, false)]
        public void Loses_at_most_the_sample_being_written(bool keepsTornData, bool keepsState)
        {
            // The first write is a new file of two records, the others append one.
            for (var cut = 0; cut < 5 * RecordBytes; cut++)
                CutAndGoOn(new FakeFlash(), cut, 0, keepsTornData, keepsState);
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void Loses_at_most_the_sample_being_written_when_a_segment_begins(bool keepsTornData)
        {
            // 170 records fit into a segment, one of them the epoch: the 170th sample begins the second.
            for (var cut = 0; cut < 4 * RecordBytes; cut++)
                CutAndGoOn(new FakeFlash(), cut, 168, keepsTornData, true);
        }

        [TestMethod]
        [DataRow(true)]
        [DataRow(false)]
        public void Loses_nothing_older_when_a_boot_begins_within_a_segment(bool keepsTornData)
        {
            for (var cut = 0; cut < 2 * RecordBytes; cut++)
            {
                var flash = new FakeFlash();
                var position = new JournalPosition();
                Samples.Append(Samples.Open(flash, position, 1), 1, 0, 3, Channels);
                flash.CutAfter(cut, keepsTornData);
                AppendUntilCut(Samples.Open(flash, position, 1), 2, 0, 1);
                flash.Restore();
                Samples.Append(Samples.Open(flash, position, 2), 3, 0, 2, Channels);

                var reader = Samples.Open(flash, position, 3).Read();
                var sample = new Sample();
                for (uint i = 0; i < 5; i++)
                {
                    Assert.IsTrue(reader.Next(sample));
                    Samples.AssertIs(i < 3 ? 1u : 3u, i < 3 ? i : i - 3, Channels, sample);
                }

                Assert.IsFalse(reader.Next(sample));
            }
        }

        private static void CutAndGoOn(FakeFlash flash, int cut, int before, bool keepsTornData, bool keepsState)
        {
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, before, Channels);
            flash.CutAfter(cut, keepsTornData);
            var written = before + AppendUntilCut(Samples.Open(flash, position, 1), 1, (uint)before, 10);
            flash.Restore();

            // The next wake: the state is as it was before the cut, or gone with it.
            var found = keepsState ? new JournalPosition { Head = before == 0 ? 0u : 1u, TailSegment = before == 0 ? 0u : 1u } : new JournalPosition();
            var journal = Samples.Open(flash, found, 1);
            Assert.AreEqual(written, Samples.ReadAll(journal, 1, 0, Channels));
            if (written > 0)
                Assert.AreEqual((uint)(written - 1), journal.Last.Counter);

            Samples.Append(journal, 1, (uint)written, 3, Channels);
            Assert.AreEqual(written + 3, Samples.ReadAll(Samples.Open(flash, found, 1), 1, 0, Channels));
        }

        private static int AppendUntilCut(SampleJournal journal, uint boot, uint first, int most)
        {
            var written = 0;
            try
            {
                while (written < most && journal.Append(Samples.Make(boot, first + (uint)written, Channels)))
                    written++;
            }
            catch (PowerCutException)
            {
                // What is on flash now is what the next wake finds.
            }

            return written;
        }
    }
}
