using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>All probes of a layout: powers them, measures, and fills a sample.</summary>
    public sealed class ProbeSet
    {
        private const int SupplyRiseMilliseconds = 5;
        private const int LastStartMilliseconds = 15;

        private readonly ProbeLayout _layout;
        private readonly IProbe[] _probes;
        private readonly IProbeSupply _supply;
        private readonly IPause _pause;
        private readonly IRecentSamples _recent;
        private readonly Reading _reading = new Reading();

        /// <param name="layout">Which probes there are.</param>
        /// <param name="probes">Their drivers, in the order of the layout.</param>
        /// <param name="supply">Their supply.</param>
        /// <param name="pause">Waits.</param>
        /// <param name="recent">Samples before this one, for stuck signals.</param>
        public ProbeSet(ProbeLayout layout, IProbe[] probes, IProbeSupply supply, IPause pause, IRecentSamples recent)
        {
            _recent = recent;
            _layout = layout;
            _probes = probes;
            _supply = supply;
            _pause = pause;
        }

        /// <summary>Measures every channel.</summary>
        /// <param name="into">Receives layout, values and faults.</param>
        /// <param name="settlingMilliseconds">Wait after power-on.</param>
        public void Measure(Sample into, int settlingMilliseconds)
        {
            into.LayoutId = _layout.Id;
            into.ChannelCount = _probes.Length;
            if (!_supply.Switch(true))
            {
                for (var i = 0; i < _probes.Length; i++)
                    Store(into, i, ChannelFault.Unpowered);
                return;
            }

            // The slow probes convert while the analog ones settle and are read.
            _pause.Wait(SupplyRiseMilliseconds);
            var start = _pause.TickMilliseconds;
            var conversion = new int[_probes.Length];
            var longest = 0;
            for (var i = 0; i < _probes.Length; i++)
            {
                conversion[i] = _probes[i].Start();
                if (conversion[i] > longest)
                    longest = conversion[i];
            }

            _pause.Wait(settlingMilliseconds - (int)(_pause.TickMilliseconds - start));
            for (var i = 0; i < _probes.Length; i++)
            {
                if (conversion[i] == 0)
                    ReadOne(into, i);
            }

            // The conversion began when the last command was out, which is later than the first.
            _pause.Wait(longest + LastStartMilliseconds - (int)(_pause.TickMilliseconds - start));
            for (var i = 0; i < _probes.Length; i++)
            {
                if (conversion[i] != 0)
                    ReadOne(into, i);
            }

            _supply.Switch(false);
            Plausibility.MarkFrozen(_layout.Channels, into);
        }

        private void ReadOne(Sample into, int channel)
        {
            _probes[channel].Read(_reading);
            if (_reading.IsNoiseFree && _reading.Fault == ChannelFault.None)
            {
                var earlier = new Sample[Plausibility.StuckSamples - 1];
                if (Plausibility.IsStuck(_reading.Value, channel, earlier, _recent.ReadRecent(earlier)))
                    _reading.Fault = ChannelFault.Stuck;
            }

            Store(into, channel, _reading.Fault);
            into.Values[channel] = _reading.Value;
        }

        private static void Store(Sample into, int channel, ChannelFault fault)
        {
            into.Values[channel] = 0;
            into.Faults[channel] = (byte)fault;
        }
    }
}
