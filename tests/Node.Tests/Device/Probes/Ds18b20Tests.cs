using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>DS18B20: temperatures on both sides of zero, and every way to be wrong.</summary>
    [TestClass]
    public class Ds18b20Tests
    {
        [TestMethod]
        [DataRow(-880)]
        [DataRow(-403)]
        [DataRow(-16)]
        [DataRow(-1)]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(401)]
        [DataRow(2000)]
        public void Reads_sixteenths_of_a_degree(int sixteenths)
        {
            var reading = Read(new FakeOneWire(Scratchpad(sixteenths, 12)), 0);

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.AreEqual(sixteenths, reading.Value);
        }

        [TestMethod]
        [DataRow(9, -8)]
        [DataRow(10, -4)]
        [DataRow(11, -2)]
        [DataRow(12, -1)]
        public void Clears_the_bits_that_a_resolution_leaves_undefined(int bits, int expected) =>
            Assert.AreEqual(expected, Read(new FakeOneWire(Scratchpad(-1, bits)), 0).Value);

        [TestMethod]
        public void Reads_the_datasheets_example_of_minus_10_125() =>
            Assert.AreEqual(-162, Read(new FakeOneWire(Scratchpad(-162, 12)), 0).Value);

        [TestMethod]
        public void Finds_each_device_by_its_rom_id()
        {
            var wire = new FakeOneWire(Scratchpad(-20, 12), Scratchpad(40, 12), Scratchpad(100, 12));
            var bus = new Ds18b20Bus(wire, new FakePause(null), 11);
            bus.Start();
            bus.Start();
            var reading = new Reading();
            for (var i = 2; i >= 0; i--)
            {
                bus.Read(Rom(i), reading);
                Assert.AreEqual((i * 60) - 20, reading.Value);
            }

            Assert.AreEqual(1, wire.Conversions);
        }

        [TestMethod]
        [DataRow(9, 0x1f, 103)]
        [DataRow(11, 0x5f, 385)]
        [DataRow(12, 0x7f, 760)]
        public void Sets_the_resolution_and_waits_as_long_as_it_takes(int bits, int configuration, int milliseconds)
        {
            var wire = new FakeOneWire(Scratchpad(0, bits));

            Assert.AreEqual(milliseconds, new Ds18b20Bus(wire, new FakePause(null), bits).Start());
            Assert.AreEqual(configuration, (int)wire.Configuration);
        }

        [TestMethod]
        public void Reports_silence_as_missing_whatever_the_presence_pulse_says()
        {
            Assert.AreEqual((int)ChannelFault.Missing, (int)Read(new FakeOneWire { Presence = true }, 0).Fault);
            Assert.AreEqual((int)ChannelFault.Missing, (int)Read(new FakeOneWire { Presence = false }, 0).Fault);
        }

        [TestMethod]
        public void Reports_a_bus_held_low_as_shorted() =>
            Assert.AreEqual((int)ChannelFault.Shorted, (int)Read(new FakeOneWire { IdleByte = 0 }, 0).Fault);

        [TestMethod]
        public void Reads_again_after_a_flipped_bit()
        {
            var reading = Read(new FakeOneWire(Scratchpad(-33, 12)) { BadReadings = 2 }, 0);

            Assert.AreEqual((int)ChannelFault.None, (int)reading.Fault);
            Assert.AreEqual(-33, reading.Value);
        }

        [TestMethod]
        public void Reports_a_checksum_that_never_fits() =>
            Assert.AreEqual((int)ChannelFault.Checksum, (int)Read(new FakeOneWire(Scratchpad(-33, 12)) { BadReadings = 9 }, 0).Fault);

        [TestMethod]
        public void Converts_once_more_after_the_power_on_value()
        {
            var wire = new FakeOneWire(Scratchpad(85 * 16, 12)) { AfterSecondConversion = Scratchpad(-5, 12) };
            var reading = Read(wire, 0);

            Assert.AreEqual(-5, reading.Value);
            Assert.AreEqual(2, wire.Conversions);
        }

        [TestMethod]
        public void Never_gives_85_degrees()
        {
            var wire = new FakeOneWire(Scratchpad(85 * 16, 12));

            Assert.AreEqual((int)ChannelFault.NotReady, (int)Read(wire, 0).Fault);
            Assert.AreEqual(2, wire.Conversions);
        }

        [TestMethod]
        [DataRow(127 * 16)]
        [DataRow(-56 * 16)]
        public void Refuses_what_the_device_cannot_measure(int sixteenths) =>
            Assert.AreEqual((int)ChannelFault.OutOfRange, (int)Read(new FakeOneWire(Scratchpad(sixteenths, 12)), 0).Fault);

        private static Reading Read(FakeOneWire wire, int device)
        {
            var bus = new Ds18b20Bus(wire, new FakePause(null), 12);
            bus.Start();
            var reading = new Reading();
            bus.Read(Rom(device), reading);
            return reading;
        }

        private static byte[] Rom(int device)
        {
            var rom = new byte[8];
            for (var i = 0; i < 8; i++)
                rom[i] = (byte)device;
            return rom;
        }

        private static byte[] Scratchpad(int sixteenths, int bits)
        {
            var data = new byte[] { (byte)sixteenths, (byte)(sixteenths >> 8), 0x4b, 0x46, (byte)(((bits - 9) << 5) | 0x1f), 0xff, 0x0c, 0x10, 0 };
            data[8] = Crc8.Maxim(data, 0, 8);
            return data;
        }
    }
}
