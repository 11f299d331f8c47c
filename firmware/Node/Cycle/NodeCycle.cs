using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Settings;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>One wake of a provisioned node: find the thread again, sample, send if it is time, arrange the next wake.</summary>
    public sealed class NodeCycle
    {
        private const int ServiceWindowMilliseconds = 20000;
        private const int UsualAwakeSeconds = 45;
        private const int ButtonHoldMilliseconds = 1000;

        /// <summary>The pause before a restart that is only to have the radio; spread, so that a town does not come back at once.</summary>
        private const int BriefSleepMilliseconds = 1000;

        private const int JitterMilliseconds = 8000;

        private readonly IBoard _board;
        private readonly NodeFile _node;
        private readonly NodeClock _clock;
        private readonly SleepPlan _plan;
        private readonly NodeState _state = new NodeState();
        private readonly StateStore _store;
        private readonly SettingsStore _settingsStore;
        private readonly IRadio _radio;
        private readonly StatusLight _light;
        private NodeSettings _settings;
        private bool _isColdStart;
        private bool _mustSave;

        /// <param name="board">The chip.</param>
        /// <param name="node">Who this node is.</param>
        /// <param name="clock">Read at the start of the wake.</param>
        /// <param name="plan">Receives how long to sleep.</param>
        public NodeCycle(IBoard board, NodeFile node, NodeClock clock, SleepPlan plan)
        {
            _board = board;
            _node = node;
            _clock = clock;
            _plan = plan;
            _radio = board.Radio;
            _light = new StatusLight(board.Pins, board.Pause, node.LedPin);
            _store = new StateStore(board.Flash);
            _settingsStore = new SettingsStore(board.Flash, node);
            _settings = node.Settings;
        }

        /// <summary>A limit too short for the network that the node is in would keep it from ever being told another.</summary>
        private int LongestAwakeMilliseconds
            => 1000 * (_state.Failures >= SettingsChange.TrialAttempts && _settings.LongestAwakeSeconds < UsualAwakeSeconds ? UsualAwakeSeconds : _settings.LongestAwakeSeconds);

        private uint Phase => SendPlan.Phase(_node.NodeId, _settings.SendingIntervalSeconds);

        private uint SamplingSeconds => BatteryTier.Stretch(_settings.SamplingIntervalSeconds, _state.Tier);

        /// <summary>Runs the wake up to its sleep.</summary>
        public void Run()
        {
            var journal = FindThread();
            PlanNextWake();
            var cameFromSession = _isColdStart && _state.Failures != 0;
            if (_isColdStart && !cameFromSession)
                _board.LimitWakeTo(LongestAwakeMilliseconds + ServiceWindowMilliseconds);
            if (_board.Pins.IsPressed(_node.ButtonPin) && IsHeld())
                WantSelfTest();

            var sampling = new Sampling(_board, _node, _settings, _state, _store, _clock, journal);
            _mustSave |= sampling.MeasureBattery();
            PlanNextWake();
            var isDue = sampling.IsDue(_isColdStart, SamplingSeconds, Phase);
            var isNewSample = isDue && sampling.Take();
            // A sample that could not be stored is counted as lost, and the count must outlive this wake.
            _mustSave |= isDue && !isNewSample;
            // A heartbeat takes no sample that would tell the next wake how far time has come.
            _mustSave |= _state.Tier == BatteryTier.Heartbeat;
            Uplink(journal, sampling, isNewSample);
            if (_isColdStart && !cameFromSession && _state.Tier != BatteryTier.Heartbeat)
                ServeTechnician();
            Finish();
        }

        /// <summary>State, settings, journal and clock, as they were left, or as a new boot begins them.</summary>
        private SampleJournal FindThread()
        {
            var hasState = _store.Load(_state);
            if (!hasState)
                _state.SettingsSlot = _state.ProvenSlot = _settingsStore.Newest();
            _settings = _settingsStore.Load(_state.SettingsSlot) ?? _settingsStore.Load(_state.ProvenSlot) ?? _node.Settings;
            _board.LimitWakeTo(LongestAwakeMilliseconds);

            _clock.BaseMilliseconds = _state.ClockBaseMilliseconds;
            var journal = new SampleJournal(_board.Flash, _state.Journal, _state.Boot);
            var isStale = hasState && ColdStart.IsStale(_state, journal);
            // The board was another node before: its samples are from another place and must not come under this one's name.
            var isOtherNode = hasState && _state.NodeId != 0 && _state.NodeId != _node.NodeId;
            _isColdStart = _board.Reason == WakeReason.PowerOn || !hasState || isStale || isOtherNode;
            if (!hasState)
            {
                _clock.StartFromZero();
                _state.Boot = ColdStart.BootWithoutState(_node, _store.HasTrace || journal.HasTrace, _board.Random(1 << 24));
                _state.ClockBaseMilliseconds = _clock.BaseMilliseconds;
            }
            else if (_isColdStart)
            {
                ColdStart.Follow(_state, _node, _clock, journal, _board.Random(65536), _settings.SamplingIntervalSeconds);
                if (isStale)
                    _state.Boot = ColdStart.BootWithoutState(_node, true, _board.Random(1 << 24));
            }
            else
            {
                FollowClock(journal);
            }

            var leftBehind = isOtherNode ? journal.LeaveBehind() : 0;
            _state.NodeId = _node.NodeId;
            CountResets();
            // A new boot must stand on flash before a sample carries it: the next start would give the same counter away again.
            if (_isColdStart && Save())
                journal.DeleteBefore(leftBehind);
            return journal;
        }

        private void FollowClock(SampleJournal journal)
        {
            var known = journal.HasLast && journal.Last.Boot == _state.Boot ? journal.Last.Seconds : 0;
            if (_board.Reason == WakeReason.Timer && _state.RadioWanted == 0 && ResetMark.Count(_board.Flash) == 0)
                FollowUnseenStep(known);
            _mustSave |= _clock.NotBefore(known);
            _state.ClockBaseMilliseconds = _clock.BaseMilliseconds;
        }

        /// <summary>Where no plan was stored, the wake before only sampled, and slept until the slot after its sample.</summary>
        private void FollowUnseenStep(uint known)
        {
            if (_state.PlannedWakeSeconds > known)
            {
                _mustSave |= _clock.FollowUnseenStep(_state.PlannedWakeSeconds, _state.PlannedSleepSeconds, SamplingSeconds, true);
            }
            else if (known != 0)
            {
                var planned = Schedule.NextWakeSeconds(known, SamplingSeconds, Phase);
                _mustSave |= _clock.FollowUnseenStep(planned, planned - known, SamplingSeconds, false);
            }
        }

        private void CountResets()
        {
            var marks = ResetMark.Count(_board.Flash);
            if (marks == 0)
                return;
            _state.Resets += (uint)marks;
            if (Save())
                ResetMark.Clear(_board.Flash);
        }

        private void Uplink(SampleJournal journal, Sampling sampling, bool isNewSample)
        {
            var now = _clock.NowSeconds;
            var wasAskedFor = _state.RadioWanted != 0 || _state.SelfTestWanted != 0;
            var isDue = wasAskedFor || SendPlan.IsDue(_state, now, _settings)
                || (isNewSample && _state.Failures == 0 && SendPlan.IsAllowed(_state, now, _settings)
                    && ChangeWatch.HasChanged(_state, sampling.Sample, _settings.SendOnChangeRawUnits));
            if (!isDue || !_radio.HasNetwork)
                return;
            if (!_radio.IsOn)
            {
                AskForRadio();
                return;
            }

            if (_isColdStart)
                _board.Pause.Wait(_board.Random(JitterMilliseconds));
            var sending = new Sending(_board, _state, _store, _clock, _node, _settings, journal);
            var change = new SettingsChange(_state, _settingsStore, new WifiBackup(_board.Flash), _radio, _node);
            _settings = sending.Run(change, sampling, _state.SelfTestWanted != 0 ? WakeReason.Button : _board.Reason, _board.Random(65536));
            PlanNextWake();
            NotePlan();
            Save();
            sending.Close();
            _mustSave = false;
            sending.ShowSelfTest(_light);
        }

        /// <summary>The radio can only be had from the next boot on. That is asked for once; a second time in a row is a failure.</summary>
        private void AskForRadio()
        {
            var asksAgain = _state.RadioWanted != 0;
            _state.RadioWanted = (byte)(asksAgain ? 0 : 1);
            _mustSave = true;
            if (asksAgain || !_radio.Arm(true))
            {
                _state.RadioWanted = 0;
                _state.SelfTestWanted = 0;
                _state.Failures++;
                _state.NextSendSeconds = Backoff.NextAttemptSeconds(
                    _clock.NowSeconds, _state.Failures, SamplingSeconds, _board.Random(65536));
            }
        }

        private void WantSelfTest()
        {
            _state.SelfTestWanted = 1;
            _light.Blink();
        }

        private bool IsHeld()
        {
            for (var held = 0; held < ButtonHoldMilliseconds; held += 50)
            {
                if (!_board.Pins.IsPressed(_node.ButtonPin))
                    return false;
                _board.Pause.Wait(50);
            }

            return true;
        }

        /// <summary>After power-on the node stays awake for a while: a sleeping node cannot be talked to over the serial line.</summary>
        private void ServeTechnician()
        {
            _light.Blink();
            while (_clock.AwakeMilliseconds < ServiceWindowMilliseconds)
            {
                if (_state.SelfTestWanted == 0 && _board.Pins.IsPressed(_node.ButtonPin) && IsHeld())
                {
                    WantSelfTest();
                    _state.RadioWanted = 1;
                    _mustSave = true;
                    _radio.Arm(true);
                }

                _board.Pause.Wait(100);
            }
        }

        /// <summary>Arranges the radio of the next wake, and stores what changed. Last of all the clock, which the radio may have set.</summary>
        private void Finish()
        {
            PlanNextWake();
            if (_state.RadioWanted != 0)
                _plan.For(BriefSleepMilliseconds + _board.Random(_isColdStart ? JitterMilliseconds : BriefSleepMilliseconds));
            else if (_radio.HasNetwork)
                _radio.Arm(SendPlan.IsDue(_state, NextWakeSeconds(), _settings));
            else
                _radio.Arm(false);

            for (var look = 0; look < 2; look++)
            {
                if (_radio.IsOn && _clock.FollowStep())
                {
                    _mustSave = true;
                    _state.ClockBaseMilliseconds = _clock.BaseMilliseconds;
                }

                if (!_mustSave)
                    return;
                NotePlan();
                Save();
                _mustSave = false;
            }
        }

        private uint NextWakeSeconds() => Schedule.NextWakeSeconds(_clock.NowSeconds, SamplingSeconds, Phase);

        private void PlanNextWake() => _plan.Until(NextWakeSeconds(), _clock);

        private void NotePlan()
        {
            // A brief sleep for the radio follows no plan.
            _state.PlannedWakeSeconds = _state.RadioWanted != 0 ? 0 : NextWakeSeconds();
            _state.PlannedSleepSeconds = _state.PlannedWakeSeconds - _clock.NowSeconds;
        }

        private bool Save() => _store.Save(_state);
    }
}
