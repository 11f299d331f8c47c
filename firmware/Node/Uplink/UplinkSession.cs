using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Journal;

namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>
    /// Sends what the journal holds, oldest first, a frame at a time; each frame leaves the journal when it is acknowledged, and not
    /// before.
    /// </summary>
    public sealed class UplinkSession
    {
        private const int AcknowledgementMilliseconds = 6000;

        /// <summary>Time kept for a frame, for the way to sleep and for the last write.</summary>
        private const int ReserveMilliseconds = 9000;

        private readonly NodeState _state;
        private readonly StateStore _store;
        private readonly SampleJournal _journal;
        private readonly NodeClock _clock;
        private readonly NodeFile _node;
        private readonly IGateway _gateway;
        private readonly FrameBatch _batch = new FrameBatch();
        private readonly HealthReport _health = new HealthReport();
        private readonly NodeSettings _settings;
        private readonly uint[] _sentBoots;
        private readonly uint[] _sentFirstSamples;
        private readonly byte[] _frame = new byte[FrameEncoder.MaximumFrameBytes];
        private int _sent;

        /// <summary>One session of one wake.</summary>
        public UplinkSession(NodeState state, StateStore store, SampleJournal journal, NodeClock clock, NodeFile node, NodeSettings settings, IGateway gateway)
        {
            _settings = settings;
            _sentBoots = new uint[settings.FramesPerSession];
            _sentFirstSamples = new uint[settings.FramesPerSession];
            _state = state;
            _store = store;
            _journal = journal;
            _clock = clock;
            _node = node;
            _gateway = gateway;
        }

        /// <summary>Frames acknowledged.</summary>
        public int Acknowledged { get; private set; }

        /// <summary>True where samples are still waiting.</summary>
        public bool HasBacklog { get; private set; }

        /// <summary>
        /// True for a frame of this session, acknowledged or not: the gateway's time message must echo one. It follows its frame at
        /// its own pace, so that of an earlier frame may be the last to come, or the only one.
        /// </summary>
        public bool HasSent(uint boot, uint firstSample)
        {
            for (var i = 0; i < _sent; i++)
            {
                if (_sentBoots[i] == boot && _sentFirstSamples[i] == firstSample)
                    return true;
            }

            return false;
        }

        /// <summary>Sends frames until the journal is empty, a frame is not acknowledged, or the limits are reached.</summary>
        /// <param name="batteryMillivolts">For the frames; 0 = not measured.</param>
        /// <param name="wakeReason">For the first frame.</param>
        /// <param name="earlierFailures">For the first frame.</param>
        /// <param name="selfTest">Bits of a self-test to send, or -1.</param>
        public void Run(int batteryMillivolts, byte wakeReason, int earlierFailures, int selfTest)
        {
            var reader = _journal.Read();
            var most = FrameContent.MaximumSamples;
            for (var frame = 0; frame < _settings.FramesPerSession; frame++)
            {
                var count = _batch.Fill(reader, most);
                // A frame without samples says "I am here"; behind others it would say nothing.
                if (count == 0 && frame > 0)
                    return;
                var isFirst = frame == 0;
                if (isFirst)
                    HealthWriter.Fill(_health, _state, earlierFailures, _settings.Version, wakeReason, _journal.PendingRecords() - count);
                if (isFirst && selfTest >= 0)
                {
                    _health.Mask |= HealthReport.HasSelfTest;
                    _health.SelfTest = (byte)selfTest;
                }

                var length = Encode(batteryMillivolts, isFirst ? _health : null);
                if (length < 0)
                    return;
                most = _batch.Content.SampleCount < most && _batch.Content.SampleCount < count ? _batch.Content.SampleCount : most;
                var exact = new byte[length];
                System.Array.Copy(_frame, 0, exact, 0, length);
                _sentBoots[_sent] = _batch.Content.Boot;
                _sentFirstSamples[_sent++] = _batch.Content.FirstSample;
                if (!_gateway.Send(exact, AcknowledgementMilliseconds))
                {
                    HasBacklog = true;
                    return;
                }

                Trim();
                if (_batch.Content.SampleCount == 0)
                    return;
                reader.Restart(_state.Journal.TailSegment, _state.Journal.TailRecord);
                HasBacklog = _journal.HasPending;
                if (!HasBacklog || _clock.AwakeMilliseconds > (_settings.LongestAwakeSeconds * 1000) - ReserveMilliseconds)
                    return;
            }
        }

        /// <summary>Encodes as many samples of the batch as fit; the batch is cut to them.</summary>
        private int Encode(int batteryMillivolts, HealthReport? health)
        {
            var content = _batch.Content;
            content.NodeId = _node.NodeId;
            content.BatteryMillivolts = batteryMillivolts;
            content.Health = health;
            if (content.SampleCount == 0)
                DescribeEmpty(content);
            while (true)
            {
                content.AgeSeconds = content.SampleCount == 0 ? 0 : _state.History.AgeSeconds(
                    content.Boot, content.Seconds[content.SampleCount - 1], _state.Boot, _clock.NowSeconds);
                var length = FrameEncoder.Encode(content, _node.Key, _frame);
                if (length != FrameEncoder.DoesNotFit || content.SampleCount <= 1)
                    return length;
                content.SampleCount = (content.SampleCount * 3) / 4;
            }
        }

        private void DescribeEmpty(FrameContent content)
        {
            content.Boot = _state.Boot;
            content.FirstSample = _state.NextCounter;
            content.LastSeconds = _clock.NowSeconds;
            content.LayoutId = _settings.Layout == null ? 0 : _settings.Layout.Id;
            content.ChannelCount = 1;
        }

        /// <summary>
        /// The frame is on the gateway's disk. Where more frames follow, that is noted at once; after the last one the wake's own
        /// state write does it, and a cut before that repeats one frame, which the gateway knows already.
        /// </summary>
        private void Trim()
        {
            var content = _batch.Content;
            Acknowledged++;
            _state.IntroducedBoot = _state.Boot;
            if (content.SampleCount == 0)
                return;
            if (content.Boot == _state.Boot)
                _state.NextCounter = content.FirstSample + (uint)content.SampleCount;
            var before = _journal.Acknowledge(_batch.EndSegment, _batch.EndRecord, _batch.Damaged);
            if (before != _state.Journal.TailSegment || _journal.HasPending)
            {
                _store.Save(_state);
                _journal.DeleteBefore(before);
            }
        }
    }
}
