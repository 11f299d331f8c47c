using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>Measures battery and probes and brings the sample to flash.</summary>
    internal sealed class Sampling
    {
        private const int AppendAttempts = 3;

        private readonly IBoard _board;
        private readonly NodeFile _node;
        private readonly NodeSettings _settings;
        private readonly NodeState _state;
        private readonly StateStore _store;
        private readonly NodeClock _clock;
        private readonly SampleJournal _journal;

        internal Sampling(IBoard board, NodeFile node, NodeSettings settings, NodeState state, StateStore store, NodeClock clock, SampleJournal journal)
        {
            _board = board;
            _node = node;
            _settings = settings;
            _state = state;
            _store = store;
            _clock = clock;
            _journal = journal;
        }

        /// <summary>The sample of this wake.</summary>
        internal Sample Sample { get; } = new Sample();

        /// <summary>True where it stands on flash and reads back.</summary>
        internal bool IsStored { get; private set; }

        /// <summary>Battery in mV, 0 = not measured.</summary>
        internal int BatteryMillivolts { get; private set; }

        /// <summary>Measures the battery, before probes and radio load it, and sets the tier.</summary>
        /// <returns>True where the tier changed.</returns>
        internal bool MeasureBattery()
        {
            BatteryMillivolts = BatteryGauge.Millivolts(_node.Battery, _board.Analog, _board.I2c);
            var tier = BatteryTier.For(BatteryMillivolts, _board.Radio.IsOn, _state.Tier, _settings);
            if (tier == _state.Tier)
                return false;
            _state.Tier = tier;
            return true;
        }

        /// <summary>True where this wake is to take a sample.</summary>
        internal bool IsDue(bool isColdStart, uint intervalSeconds, uint phaseSeconds)
        {
            if (_settings.Layout == null || _state.Tier == BatteryTier.Heartbeat)
                return false;
            if (isColdStart || _state.SelfTestWanted != 0 || !_journal.HasLast || _journal.Last.Boot != _state.Boot)
                return true;
            return Schedule.IsDue(_clock.NowSeconds, _journal.Last.Seconds, intervalSeconds, phaseSeconds);
        }

        /// <summary>Takes a sample into the journal.</summary>
        /// <returns>False where it is not on flash; it is counted as lost.</returns>
        internal bool Take()
        {
            Measure(_settings.Layout!);
            Sample.Boot = _state.Boot;
            Sample.Seconds = _clock.NowSeconds;
            Sample.Counter = _journal.NextCounter(_state.Boot, _state.NextCounter);
            IsStored = Append();
            if (!IsStored)
                _state.Journal.Lost++;
            return IsStored;
        }

        /// <summary>Bits 0 to 3 of the self-test (FRAME.md 5.3).</summary>
        internal int SelfTest()
        {
            var answers = Sample.ChannelCount > 0;
            for (var channel = 0; channel < Sample.ChannelCount; channel++)
            {
                var fault = (ChannelFault)Sample.Faults[channel];
                answers &= fault == ChannelFault.None || fault == ChannelFault.InAir || fault == ChannelFault.Frozen;
            }

            var bits = _settings.Layout != null ? 1 : 0;
            bits |= answers ? 2 : 0;
            bits |= BatteryMillivolts != 0 || _node.Battery.Kind == BatterySource.None ? 4 : 0;
            return bits | (IsStored ? 8 : 0);
        }

        private void Measure(ProbeLayout layout)
        {
            var probes = new ProbeFactory(_board, _settings.AdcReadings).Make(layout);
            var supply = new ProbeSupply(_board.Pins, layout.PowerPin);
            new ProbeSet(layout, probes, supply, _board.Pause, _journal).Measure(Sample, _settings.ProbeSettlingMilliseconds);
        }

        /// <summary>
        /// Makes room where the ring or the flash is full: the loss is counted on flash before anything is overwritten. A flash that refuses once may take
        /// a new segment; only then the oldest goes, and no more than one a wake, for a flash that is broken would swallow them all.
        /// </summary>
        private bool Append()
        {
            for (var attempt = 0; attempt < AppendAttempts; attempt++)
            {
                if (attempt == AppendAttempts - 1 || (attempt == 0 && _journal.IsFull && _journal.NeedsSegment(Sample)))
                {
                    var dropped = _journal.DropOldest();
                    if (dropped != 0 && _store.Save(_state))
                        _journal.Delete(dropped);
                }

                if (_journal.Append(Sample))
                    return true;
            }

            return false;
        }
    }
}
