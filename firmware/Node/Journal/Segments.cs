using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Journal
{
    /// <summary>
    /// The ring of segment files: numbers rise for ever from 1, segment n lives in file n modulo <see cref="Count"/>, and each
    /// is one 4 KB block of littlefs, so a file costs no more flash than it holds.
    /// </summary>
    public sealed class Segments
    {
        /// <summary>Files in the ring: 160 KB of the 256 KB partition.</summary>
        public const int Count = 40;

        /// <summary>Longest segment: one block.</summary>
        public const int MaximumBytes = 4096;

        private readonly IFlash _flash;
        private readonly byte[] _header = new byte[JournalRecord.EpochBytes];

        /// <param name="flash">Where the files live.</param>
        public Segments(IFlash flash) => _flash = flash;

        /// <summary>Name of a segment's file.</summary>
        public static string Name(uint segment)
        {
            var index = (int)(segment % Count);
            return "j" + (index < 10 ? "0" : "") + index.ToString() + ".dat";
        }

        /// <summary>True where this very segment (not an older one in the same file) is on flash; its first epoch goes to <paramref name="first"/>.</summary>
        public bool Exists(uint segment, Sample first)
        {
            if (segment == 0 || !ReadHeader(segment) || !JournalRecord.IsEpoch(_header, 0, segment))
                return false;
            JournalRecord.ReadEpoch(_header, 0, first);
            return true;
        }

        /// <summary>Records in a segment's file, a torn one at the end counted; 0 where it does not exist.</summary>
        public int Records(uint segment, Sample first)
        {
            if (!Exists(segment, first))
                return 0;
            var bytes = JournalRecord.BytesFor(first.ChannelCount);
            return (_flash.Length(Name(segment)) + bytes - 1) / bytes;
        }

        /// <summary>Finds the lowest and highest segment on flash, for a node that lost its state.</summary>
        /// <returns>False where there is none.</returns>
        public bool Find(out uint lowest, out uint highest)
        {
            lowest = 0;
            highest = 0;
            for (uint file = 0; file < Count; file++)
            {
                if (!ReadHeader(file) || !JournalRecord.IsAnyEpoch(_header, 0))
                    continue;
                var segment = JournalRecord.SegmentOf(_header, 0);
                if (segment == 0 || segment % Count != file)
                    continue;
                if (lowest == 0 || segment < lowest)
                    lowest = segment;
                if (segment > highest)
                    highest = segment;
            }

            // A ring spans at most its own length; what is older is left over from a deletion that a power cut undid.
            if (highest >= Count && lowest <= highest - Count)
                lowest = highest - Count + 1;
            return highest != 0;
        }

        /// <summary>True where any segment was written, whether it can still be read or not.</summary>
        public bool HasTrace()
        {
            for (uint file = 0; file < Count; file++)
            {
                if (_flash.Length(Name(file)) > 0)
                    return true;
            }

            return false;
        }

        private bool ReadHeader(uint segment)
            => _flash.Read(Name(segment), 0, _header, _header.Length) == _header.Length;
    }
}
