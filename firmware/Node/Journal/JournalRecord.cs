using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Journal
{
    /// <summary>
    /// The records of a journal segment. All records of a segment have the length of its sample records, so a bad one never hides
    /// the next.
    /// <code>
    /// epoch   0xE7 | channels u8 | layout u16 | boot u32 | segment u32 | CRC-32, then zeros
    /// sample  boot's low 7 bits u8 | fault mask u8 | counter u32 | seconds u32 | value s16 for each channel | CRC-16
    /// </code>
    /// A faulty channel's value holds its code in the low four bits and what was measured above them.
    /// </summary>
    public static class JournalRecord
    {
        /// <summary>Bytes of an epoch record that mean something.</summary>
        public const int EpochBytes = 16;

        private const byte EpochMark = 0xe7;
        private const int ValuesOffset = 10;
        private const int CrcBytes = 2;

        /// <summary>Length of every record in a segment of this many channels.</summary>
        public static int BytesFor(int channelCount)
        {
            var bytes = ValuesOffset + (2 * channelCount) + CrcBytes;
            return bytes < EpochBytes ? EpochBytes : bytes;
        }

        /// <summary>Writes an epoch record: what the samples behind it have in common.</summary>
        public static void WriteEpoch(Sample sample, uint segment, byte[] target, int offset)
        {
            target[offset] = EpochMark;
            target[offset + 1] = (byte)sample.ChannelCount;
            Bytes.Put16(target, offset + 2, sample.LayoutId);
            Bytes.Put32(target, offset + 4, sample.Boot);
            Bytes.Put32(target, offset + 8, segment);
            Bytes.Put32(target, offset + 12, Crc32.Compute(target, offset, 12));
        }

        /// <summary>True where a valid epoch record of this segment stands at <paramref name="offset"/>.</summary>
        public static bool IsEpoch(byte[] source, int offset, uint segment)
            => IsAnyEpoch(source, offset) && Bytes.Get32(source, offset + 8) == segment;

        /// <summary>True where a valid epoch record of whatever segment stands at <paramref name="offset"/>.</summary>
        public static bool IsAnyEpoch(byte[] source, int offset)
            => source[offset] == EpochMark && source[offset + 1] >= 1 && source[offset + 1] <= FrameContent.MaximumChannels
            && Bytes.Get32(source, offset + 12) == Crc32.Compute(source, offset, 12);

        /// <summary>Segment number of a valid epoch record.</summary>
        public static uint SegmentOf(byte[] source, int offset) => Bytes.Get32(source, offset + 8);

        /// <summary>Takes boot, layout and channel count from a valid epoch record.</summary>
        public static void ReadEpoch(byte[] source, int offset, Sample into)
        {
            into.ChannelCount = source[offset + 1];
            into.LayoutId = Bytes.Get16(source, offset + 2);
            into.Boot = Bytes.Get32(source, offset + 4);
        }

        /// <summary>Writes a sample record. A value that 16 bits cannot hold becomes the fault "out of range".</summary>
        public static void WriteSample(Sample sample, byte[] target, int offset)
        {
            var mask = 0;
            for (var channel = 0; channel < sample.ChannelCount; channel++)
            {
                var value = sample.Values[channel];
                int fault = sample.Faults[channel];
                if (fault == 0 && (value < short.MinValue || value > short.MaxValue))
                    fault = (int)ChannelFault.OutOfRange;
                if (fault != 0)
                {
                    mask |= 1 << channel;
                    value = (value < 0 || value > 0xfff ? 0 : value << 4) | (fault & 15);
                }

                Bytes.Put16(target, offset + ValuesOffset + (2 * channel), value);
            }

            target[offset] = Tag(sample.Boot);
            target[offset + 1] = (byte)mask;
            Bytes.Put32(target, offset + 2, sample.Counter);
            Bytes.Put32(target, offset + 6, sample.Seconds);
            var length = ValuesOffset + (2 * sample.ChannelCount);
            Bytes.Put16(target, offset + length, Checksum.Crc16(target, offset, length));
        }

        /// <summary>
        /// Reads a sample record of the epoch that <paramref name="into"/> holds (boot, channel count).
        /// </summary>
        /// <returns>False where the record is damaged or belongs to another boot; <paramref name="into"/> is then unchanged.</returns>
        public static bool ReadSample(byte[] source, int offset, Sample into)
        {
            var length = ValuesOffset + (2 * into.ChannelCount);
            if (source[offset] != Tag(into.Boot) || Bytes.Get16(source, offset + length) != Checksum.Crc16(source, offset, length))
                return false;
            int mask = source[offset + 1];
            into.Counter = Bytes.Get32(source, offset + 2);
            into.Seconds = Bytes.Get32(source, offset + 6);
            for (var channel = 0; channel < into.ChannelCount; channel++)
            {
                var at = offset + ValuesOffset + (2 * channel);
                var faulty = (mask & (1 << channel)) != 0;
                into.Faults[channel] = (byte)(faulty ? source[at + 1] & 15 : 0);
                into.Values[channel] = faulty ? Bytes.Get16(source, at) >> 4 : Bytes.GetSigned16(source, at);
            }

            return true;
        }

        private static byte Tag(uint boot) => (byte)(boot & 0x7f);
    }
}
