using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Storage
{
    /// <summary>A record in two slots, under power cuts and damage.</summary>
    [TestClass]
    public class TwoSlotFileTests
    {
        private const int Length = 20;

        [TestMethod]
        public void Is_empty_on_a_new_flash() => Assert.IsFalse(Open(new FakeFlash()).Load(new byte[Length]));

        [TestMethod]
        public void Reads_the_newest_of_many()
        {
            var flash = new FakeFlash();
            var file = Open(flash);
            for (byte i = 1; i <= 9; i++)
                Assert.IsTrue(file.Save(Payload(i)));

            Assert.AreEqual(9, Newest(flash));
        }

        [TestMethod]
        public void Survives_a_cut_at_every_byte()
        {
            for (var cut = 0; cut < Length + 12; cut++)
            {
                CutOnce(cut, true);
                CutOnce(cut, false);
            }
        }

        [TestMethod]
        public void Falls_back_to_the_record_before_when_the_newest_is_damaged()
        {
            for (var at = 0; at < Length + 12; at++)
            {
                var flash = new FakeFlash();
                var file = Open(flash);
                file.Save(Payload(1));
                file.Save(Payload(2));
                flash.Damage("x-b.bin", at);

                Assert.AreEqual(1, Newest(flash));
            }
        }

        [TestMethod]
        public void Says_so_when_the_flash_refuses()
        {
            var flash = new FakeFlash();
            var file = Open(flash);
            file.Save(Payload(1));
            flash.IsBroken = true;

            Assert.IsFalse(file.Save(Payload(2)));
            Assert.AreEqual(1, Newest(flash));
        }

        [TestMethod]
        public void Does_not_read_a_record_of_another_kind()
        {
            var flash = new FakeFlash();
            Open(flash).Save(Payload(1));

            Assert.IsFalse(new TwoSlotFile(flash, "x", 8, Length).Load(new byte[Length]));
            Assert.IsFalse(new TwoSlotFile(flash, "x", 7, Length + 1).Load(new byte[Length + 1]));
        }

        private static void CutOnce(int cut, bool keepsTornData)
        {
            var flash = new FakeFlash();
            var file = Open(flash);
            file.Save(Payload(1));
            file.Save(Payload(2));
            flash.CutAfter(cut, keepsTornData);
            try
            {
                file.Save(Payload(3));
                Assert.IsTrue(false, "not cut");
            }
            catch (PowerCutException)
            {
                flash.Restore();
            }

            Assert.AreEqual(2, Newest(flash));
            var again = Open(flash);
            again.Load(new byte[Length]);
            Assert.IsTrue(again.Save(Payload(4)));
            Assert.AreEqual(4, Newest(flash));
        }

        private static TwoSlotFile Open(FakeFlash flash) => new TwoSlotFile(flash, "x", 7, Length);

        private static int Newest(FakeFlash flash)
        {
            var payload = new byte[Length];
            Assert.IsTrue(Open(flash).Load(payload));
            for (var i = 1; i < Length; i++)
                Assert.AreEqual(payload[0], payload[i]);
            return payload[0];
        }

        private static byte[] Payload(byte value)
        {
            var payload = new byte[Length];
            for (var i = 0; i < Length; i++)
                payload[i] = value;
            return payload;
        }
    }
}
