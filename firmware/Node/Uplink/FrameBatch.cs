using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Journal;

namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>Samples of the journal that go into one frame: consecutive counters of one boot and one layout.</summary>
    public sealed class FrameBatch
    {
        private const uint LongestStepSeconds = 100000;

        private readonly uint[] _endSegment = new uint[FrameContent.MaximumSamples];
        private readonly int[] _endRecord = new int[FrameContent.MaximumSamples];
        private readonly int[] _damaged = new int[FrameContent.MaximumSamples];
        private readonly Sample _sample = new Sample();

        /// <summary>The samples, ready for the encoder.</summary>
        public FrameContent Content { get; } = new FrameContent
        {
            Seconds = new uint[FrameContent.MaximumSamples],
            Values = new int[FrameContent.MaximumSamples * FrameContent.MaximumChannels],
            Faults = new byte[FrameContent.MaximumSamples * FrameContent.MaximumChannels],
        };

        /// <summary>Segment behind the batch.</summary>
        public uint EndSegment => _endSegment[Content.SampleCount - 1];

        /// <summary>Record behind the batch.</summary>
        public int EndRecord => _endRecord[Content.SampleCount - 1];

        /// <summary>Damaged records that were stepped over inside the batch.</summary>
        public int Damaged => _damaged[Content.SampleCount - 1];

        /// <summary>Reads up to <paramref name="maximum"/> samples.</summary>
        /// <returns>How many there are; 0 at the end of the journal.</returns>
        public int Fill(JournalReader reader, int maximum)
        {
            var content = Content;
            content.SampleCount = 0;
            while (content.SampleCount < maximum && reader.Next(_sample) && Belongs())
            {
                var at = content.SampleCount++;
                if (at == 0)
                    Begin();
                content.Seconds[at] = _sample.Seconds;
                for (var channel = 0; channel < _sample.ChannelCount; channel++)
                {
                    content.Values[(at * _sample.ChannelCount) + channel] = _sample.Values[channel];
                    content.Faults[(at * _sample.ChannelCount) + channel] = _sample.Faults[channel];
                }

                _endSegment[at] = reader.Segment;
                _endRecord[at] = reader.Record;
                _damaged[at] = reader.Damaged;
            }

            return content.SampleCount;
        }

        private void Begin()
        {
            Content.Boot = _sample.Boot;
            Content.LayoutId = _sample.LayoutId;
            Content.ChannelCount = _sample.ChannelCount;
            Content.FirstSample = _sample.Counter;
        }

        private bool Belongs()
        {
            var count = Content.SampleCount;
            if (count == 0)
                return true;
            var last = Content.Seconds[count - 1];
            return _sample.Boot == Content.Boot && _sample.LayoutId == Content.LayoutId && _sample.ChannelCount == Content.ChannelCount
                && _sample.Counter == Content.FirstSample + (uint)count
                && _sample.Seconds >= last && _sample.Seconds - last <= LongestStepSeconds;
        }
    }
}
