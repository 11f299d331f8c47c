using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Journal
{
    /// <summary>The journal in ordinary life.</summary>
    [TestClass]
    public class SampleJournalTests
    {
        private const int Channels = 6;

        [TestMethod]
        public void Gives_back_what_it_took_in_order_across_segments()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 400, Channels);

            Assert.AreEqual(400, Samples.ReadAll(Samples.Open(flash, position, 1), 1, 0, Channels));
        }

        [TestMethod]
        public void Costs_one_write_a_sample()
        {
            var flash = new FakeFlash();
            var journal = Samples.Open(flash, new JournalPosition(), 1);
            Samples.Append(journal, 1, 0, 300, Channels);

            Assert.AreEqual(300, flash.Writes);
        }

        [TestMethod]
        public void Finds_its_end_from_an_old_position()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 10, Channels);
            var stored = new JournalPosition { Head = position.Head, TailSegment = position.TailSegment };
            Samples.Append(Samples.Open(flash, position, 1), 1, 10, 390, Channels);

            var journal = Samples.Open(flash, stored, 1);
            Assert.AreEqual(399u, journal.Last.Counter);
            Assert.AreEqual(400, Samples.ReadAll(journal, 1, 0, Channels));
        }

        [TestMethod]
        public void Finds_everything_without_a_position()
        {
            var flash = new FakeFlash();
            Samples.Append(Samples.Open(flash, new JournalPosition(), 1), 1, 0, 500, Channels);

            var journal = Samples.Open(flash, new JournalPosition(), 0);
            Assert.AreEqual(499u, journal.Last.Counter);
            Assert.AreEqual(1u, journal.Last.Boot);
            Assert.AreEqual(500, Samples.ReadAll(journal, 1, 0, Channels));
        }

        [TestMethod]
        public void Keeps_boots_apart_in_one_segment()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 5, Channels);
            Samples.Append(Samples.Open(flash, position, 1), 2, 0, 5, Channels);
            Samples.Append(Samples.Open(flash, position, 2), 2, 5, 5, Channels);

            var reader = Samples.Open(flash, position, 2).Read();
            var sample = new Sample();
            for (uint i = 0; i < 15; i++)
            {
                Assert.IsTrue(reader.Next(sample));
                Samples.AssertIs(i < 5 ? 1u : 2u, i < 5 ? i : i - 5, Channels, sample);
            }

            Assert.IsFalse(reader.Next(sample));
            Assert.AreEqual(1u, position.Head);
        }

        [TestMethod]
        public void Begins_a_segment_for_another_layout()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 3, 6);
            Samples.Append(Samples.Open(flash, position, 1), 1, 3, 3, 2);

            var reader = Samples.Open(flash, position, 1).Read();
            var sample = new Sample();
            for (uint i = 0; i < 6; i++)
            {
                Assert.IsTrue(reader.Next(sample));
                Samples.AssertIs(1, i, i < 3 ? 6 : 2, sample);
            }
        }

        [TestMethod]
        public void Forgets_what_was_acknowledged_and_nothing_else()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            var journal = Samples.Open(flash, position, 1);
            Samples.Append(journal, 1, 0, 400, Channels);
            var reader = journal.Read();
            var sample = new Sample();
            for (var i = 0; i < 250; i++)
                Assert.IsTrue(reader.Next(sample));

            journal.DeleteBefore(journal.Acknowledge(reader.Segment, reader.Record, reader.Damaged));

            Assert.AreEqual(150, Samples.ReadAll(Samples.Open(flash, position, 1), 1, 250, Channels));
            Assert.AreEqual(-1, flash.Length(Segments.Name(1)));
            Assert.AreEqual(0u, position.Lost);
        }

        [TestMethod]
        public void Knows_that_nothing_waits()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            var journal = Samples.Open(flash, position, 1);
            Assert.IsFalse(journal.HasPending);
            Samples.Append(journal, 1, 0, 2, Channels);
            Assert.AreEqual(2, journal.PendingRecords());
            var reader = journal.Read();
            var sample = new Sample();
            while (reader.Next(sample))
                Assert.IsTrue(journal.HasPending);
            journal.Acknowledge(reader.Segment, reader.Record, 0);

            Assert.IsFalse(journal.HasPending);
            Assert.IsFalse(Samples.Open(flash, position, 1).HasPending);
        }

        [TestMethod]
        public void Shows_the_newest_samples_newest_first()
        {
            var flash = new FakeFlash();
            var journal = Samples.Open(flash, new JournalPosition(), 1);
            Samples.Append(journal, 1, 0, 20, Channels);
            var recent = new Sample[7];

            Assert.AreEqual(7, journal.ReadRecent(recent));
            for (uint i = 0; i < 7; i++)
                Samples.AssertIs(1, 19 - i, Channels, recent[i]);
        }
    }
}
