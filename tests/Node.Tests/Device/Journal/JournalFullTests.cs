using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Journal
{
    /// <summary>A full ring, a full flash, a damaged one.</summary>
    [TestClass]
    public class JournalFullTests
    {
        private const int Channels = 6;
        private const int SixtyDays = 60 * 96;

        [TestMethod]
        public void Holds_sixty_days_of_six_channels_every_quarter_of_an_hour()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, SixtyDays, Channels);

            Assert.AreEqual(0u, position.Lost);
            Assert.IsTrue(flash.Used <= 160 * 1024);
            Assert.AreEqual(SixtyDays, Samples.ReadAll(Samples.Open(flash, position, 1), 1, 0, Channels));
        }

        [TestMethod]
        public void Drops_the_oldest_when_full_and_counts_every_sample()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            const int count = 8000;
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, count, Channels);

            Assert.IsTrue(position.Lost > 0);
            var left = Samples.ReadAll(Samples.Open(flash, position, 1), 1, position.Lost, Channels);
            Assert.AreEqual(count, left + (int)(long)position.Lost);
            Assert.IsTrue(left >= 68 * 96);
            Assert.IsTrue(flash.Used <= 160 * 1024);
        }

        [TestMethod]
        public void Finds_a_wrapped_ring_without_a_position()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 7500, Channels);

            Assert.AreEqual(7500 - (int)(long)position.Lost, Samples.ReadAll(Samples.Open(flash, new JournalPosition(), 1), 1, position.Lost, Channels));
        }

        [TestMethod]
        public void Makes_room_on_a_flash_that_others_filled()
        {
            var flash = new FakeFlash { Capacity = 9000 };
            var position = new JournalPosition();
            var journal = Samples.Open(flash, position, 1);
            uint counter = 0;
            while (journal.Append(Samples.Make(1, counter, Channels)))
                counter++;
            var dropped = journal.DropOldest();
            journal.Delete(dropped);

            Assert.AreEqual(1u, dropped);
            Assert.IsTrue(journal.Append(Samples.Make(1, counter, Channels)));
            Assert.AreEqual((int)(long)(counter + 1 - position.Lost), Samples.ReadAll(Samples.Open(flash, position, 1), 1, position.Lost, Channels));
        }

        [TestMethod]
        public void Says_so_when_the_flash_refuses()
        {
            var flash = new FakeFlash { IsBroken = true };
            var journal = Samples.Open(flash, new JournalPosition(), 1);

            Assert.IsFalse(journal.Append(Samples.Make(1, 0, Channels)));
            Assert.AreEqual(0u, journal.DropOldest());
            Assert.IsFalse(journal.HasPending);
        }

        [TestMethod]
        public void Skips_and_counts_a_damaged_record_and_keeps_its_neighbours()
        {
            for (var at = 5 * 24; at < 6 * 24; at++)
            {
                var flash = new FakeFlash();
                var position = new JournalPosition();
                Samples.Append(Samples.Open(flash, position, 1), 1, 0, 10, Channels);
                flash.Damage(Segments.Name(1), at);

                var reader = Samples.Open(flash, position, 1).Read();
                var sample = new Sample();
                for (uint i = 0; i < 10; i++)
                {
                    if (i == 4)
                        continue;
                    Assert.IsTrue(reader.Next(sample));
                    Samples.AssertIs(1, i, Channels, sample);
                }

                Assert.IsFalse(reader.Next(sample));
                Assert.AreEqual(1, reader.Damaged);
            }
        }

        [TestMethod]
        public void Goes_on_behind_a_damaged_newest_record_without_using_a_counter_twice()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            Samples.Append(Samples.Open(flash, position, 1), 1, 0, 10, Channels);
            flash.Damage(Segments.Name(1), (10 * 24) + 3);
            var journal = Samples.Open(flash, position, 1);

            Assert.AreEqual(8u, journal.Last.Counter);
            Assert.AreEqual(10u, journal.NextCounter(1, 0));
            Assert.IsTrue(journal.Append(Samples.Make(1, 10, Channels)));
            Assert.AreEqual(10u, Samples.Open(flash, position, 1).Last.Counter);
        }

        [TestMethod]
        public void Starts_anew_where_the_head_was_lost()
        {
            var flash = new FakeFlash();
            var position = new JournalPosition();
            var journal = Samples.Open(flash, position, 1);
            Samples.Append(journal, 1, 0, 10, Channels);
            journal.Acknowledge(1, 11, 0);
            flash.Format();

            var after = Samples.Open(flash, position, 1);
            Samples.Append(after, 1, 10, 4, Channels);
            Assert.AreEqual(4, Samples.ReadAll(Samples.Open(flash, position, 1), 1, 10, Channels));
        }
    }
}
