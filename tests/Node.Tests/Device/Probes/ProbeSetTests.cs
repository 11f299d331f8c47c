using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Tests.Fakes;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Probes
{
    /// <summary>All probes of a layout together.</summary>
    [TestClass]
    public class ProbeSetTests
    {
        [TestMethod]
        public void Switches_the_supply_for_as_long_as_the_slowest_probe_needs()
        {
            var pause = new FakePause(null);
            var supply = new FakeSupply();
            var slow = new FakeProbe { ConversionMilliseconds = 385, Value = -20 };
            var sample = Measure(supply, pause, new FakeProbe { Value = 2000 }, slow);

            Assert.AreEqual(2000, sample.Values[0]);
            Assert.AreEqual(-20, sample.Values[1]);
            Assert.IsFalse(supply.IsOn);
            Assert.AreEqual(2, supply.Switched);
            Assert.IsTrue(pause.Waited >= 385 && pause.Waited < 420);
        }

        [TestMethod]
        public void Waits_for_the_analog_probes_to_settle()
        {
            var pause = new FakePause(null);
            Measure(new FakeSupply(), pause, new FakeProbe(), new FakeProbe());

            Assert.IsTrue(pause.Waited >= 60 && pause.Waited < 70);
        }

        [TestMethod]
        public void Reports_all_channels_unpowered_where_the_supply_cannot_be_switched()
        {
            var sample = Measure(new FakeSupply { IsBroken = true }, new FakePause(null), new FakeProbe { Value = 1 }, new FakeProbe { Value = 2 });

            for (var i = 0; i < 2; i++)
            {
                Assert.AreEqual((int)ChannelFault.Unpowered, (int)sample.Faults[i]);
                Assert.AreEqual(0, sample.Values[i]);
            }
        }

        [TestMethod]
        [DataRow(1, 0)]
        [DataRow(0, 7)]
        [DataRow(-1, 7)]
        [DataRow(-100, 7)]
        public void Gives_no_moisture_of_frozen_soil(int sixteenths, int fault)
        {
            var sample = Measure(new FakeSupply(), new FakePause(null), new FakeProbe { Value = 2900 }, new FakeProbe { Value = sixteenths });

            Assert.AreEqual(fault, (int)sample.Faults[0]);
            Assert.AreEqual(0, (int)sample.Faults[1]);
            Assert.AreEqual(sixteenths, sample.Values[1]);
        }

        [TestMethod]
        public void Does_not_conclude_frost_from_a_broken_thermometer()
        {
            var sample = Measure(new FakeSupply(), new FakePause(null), new FakeProbe { Value = 2900 }, new FakeProbe { Fault = ChannelFault.Missing });

            Assert.AreEqual(0, (int)sample.Faults[0]);
            Assert.AreEqual((int)ChannelFault.Missing, (int)sample.Faults[1]);
        }

        [TestMethod]
        public void Marks_a_signal_as_stuck_when_it_has_no_noise_and_does_not_move_for_eight_samples()
        {
            Assert.AreEqual(0, StuckAfter(6, true));
            Assert.AreEqual((int)ChannelFault.Stuck, StuckAfter(7, true));
            Assert.AreEqual(0, StuckAfter(7, false));
        }

        private static int StuckAfter(int earlier, bool isNoiseFree)
        {
            var journal = Samples.Open(new FakeFlash(), new JournalPosition(), 1);
            for (uint i = 0; i < (uint)earlier; i++)
            {
                var before = Samples.Make(1, i, 2);
                before.Values[0] = 1791;
                before.Faults[0] = 0;
                journal.Append(before);
            }

            var probes = new IProbe[] { new FakeProbe { Value = 1791, IsNoiseFree = isNoiseFree }, new FakeProbe { Value = 100 } };
            var sample = new Sample();
            new ProbeSet(Layout(), probes, new FakeSupply(), new FakePause(null), journal).Measure(sample, 60);
            if (sample.Faults[0] != 0)
                Assert.AreEqual(1791, sample.Values[0]);
            return sample.Faults[0];
        }

        private static Sample Measure(FakeSupply supply, FakePause pause, IProbe moisture, IProbe temperature)
        {
            var sample = new Sample();
            var journal = Samples.Open(new FakeFlash(), new JournalPosition(), 1);
            new ProbeSet(Layout(), new[] { moisture, temperature }, supply, pause, journal).Measure(sample, 60);
            Assert.AreEqual(9, sample.LayoutId);
            Assert.AreEqual(2, sample.ChannelCount);
            return sample;
        }

        private static ProbeLayout Layout() => new ProbeLayout
        {
            Id = 9,
            Channels = new[]
            {
                new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = new byte[] { 4 } },
                new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30 },
            },
        };
    }
}
