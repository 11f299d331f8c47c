using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Settings;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// A session with the gateway. It is noted as failed before it begins, and as succeeded when it has: whatever ends it in the
    /// middle (brown-out under the radio, a hang, the deadline), the next attempt already waits its time.
    /// </summary>
    internal sealed class Sending
    {
        private const int AddressMilliseconds = 20000;
        private const int TimeMessageMilliseconds = 1000;
        private const int SelfTestSteps = 7;
        private const byte HadAddress = 1 << 4;
        private const byte HadConnection = 1 << 5;
        private const byte WasAcknowledged = 1 << 6;

        private readonly NodeState _state;
        private readonly StateStore _store;
        private readonly NodeClock _clock;
        private readonly NodeFile _node;
        private readonly NodeSettings _settings;
        private readonly IBoard _board;
        private readonly SampleJournal _journal;
        private readonly IGateway _gateway;
        private int _selfTest = -1;

        internal Sending(IBoard board, NodeState state, StateStore store, NodeClock clock, NodeFile node, NodeSettings settings, SampleJournal journal)
        {
            _state = state;
            _store = store;
            _clock = clock;
            _node = node;
            _settings = settings;
            _board = board;
            _gateway = board.Gateway;
            _journal = journal;
        }

        /// <summary>Runs the session and takes what the gateway offers. The caller stores the state, then calls <see cref="Close"/>.</summary>
        /// <returns>The settings in force from now on.</returns>
        internal NodeSettings Run(SettingsChange change, Sampling sampling, byte wakeReason, int random)
        {
            var earlierFailures = _state.Failures;
            var samplingSeconds = BatteryTier.Stretch(_settings.SamplingIntervalSeconds, _state.Tier);
            if (_state.SelfTestWanted != 0)
                _selfTest = sampling.SelfTest() | _state.LastTry;
            NoteAttempt(samplingSeconds, random);

            var session = new UplinkSession(_state, _store, _journal, _clock, _node, _settings, _gateway);
            var tried = Connect();
            if ((tried & HadConnection) != 0)
                session.Run(sampling.BatteryMillivolts, wakeReason, earlierFailures, _selfTest);
            if (session.Acknowledged > 0)
                tried |= WasAcknowledged;
            _state.LastTry = tried;
            if (_selfTest >= 0)
                _selfTest = sampling.SelfTest() | tried;

            var settings = session.Acknowledged > 0 ? Succeed(change, session) : change.GiveUpTrial(_settings);
            if (session.Acknowledged == 0 && settings != null)
                _state.NextSendSeconds = _clock.NowSeconds;
            _state.InSession = 0;
            _state.RadioTimeCentiseconds = (uint)(_clock.AwakeMilliseconds / 10);
            _state.AwakeTimeCentiseconds = _state.RadioTimeCentiseconds;
            _state.FreeHeapKibibytes = _board.FreeHeapBytes / 1024;
            return settings ?? _settings;
        }

        /// <summary>Ends the connection.</summary>
        internal void Close() => _gateway.Close();

        /// <summary>Blinks the result where a self-test was asked for.</summary>
        internal void ShowSelfTest(StatusLight light)
        {
            if (_selfTest >= 0)
                light.Show(_selfTest, SelfTestSteps);
        }

        private void NoteAttempt(uint samplingSeconds, int random)
        {
            _state.Failures++;
            _state.InSession = 1;
            _state.RadioWanted = 0;
            _state.SelfTestWanted = 0;
            _state.NextSendSeconds = Backoff.NextAttemptSeconds(_clock.NowSeconds, _state.Failures, samplingSeconds, random);
            _store.Save(_state);
        }

        private byte Connect()
        {
            if (!_board.Radio.WaitForAddress(AddressMilliseconds))
                return 0;
            return _gateway.Open(_settings.GatewayHost, _settings.GatewayPort, _node.NodeId, _node.Key)
                ? (byte)(HadAddress | HadConnection)
                : HadAddress;
        }

        private NodeSettings? Succeed(SettingsChange change, UplinkSession session)
        {
            _state.Failures = 0;
            change.Proven();
            if (_journal.HasLast)
                ChangeWatch.Remember(_state, _journal.Last);
            _gateway.WaitForTime(TimeMessageMilliseconds);
            TakeTime(session);
            var settings = _gateway.Settings == null ? null : change.Offer(_gateway.Settings, _settings);
            _state.NextSendSeconds = _state.OnTrial != 0
                ? _clock.NowSeconds
                : SendPlan.AfterSuccess(_clock.NowSeconds, settings ?? _settings, _state.Tier, _node.NodeId, session.HasBacklog);
            return settings;
        }

        /// <summary>Keeps the offset from node seconds to UTC. A message that answers no frame of this session is old, whoever sends it again.</summary>
        private void TakeTime(UplinkSession session)
        {
            if (_gateway.Time == null)
                return;
            var message = TimeMessage.Parse(_gateway.Time, _node.NodeId, _node.Key);
            // A gateway that lost its clock may be decades off; the settings were certainly signed before now.
            if (message == null || !session.HasSent(message.Boot, message.SampleCounter)
                || message.UnixSeconds < _settings.ClockHintUnixSeconds)
                return;
            // It holds for when it came; frames may have followed it for most of a minute.
            var secondsSince = (uint)((_clock.AwakeMilliseconds - _gateway.TimeArrivedMilliseconds) / 1000);
            _state.UnixSecondsAtZero = message.UnixSeconds - (_clock.NowSeconds - secondsSince);
        }
    }
}
