using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Journal
{
    /// <summary>Walks through the journal, oldest first. Damaged records are stepped over and counted, never guessed at.</summary>
    public sealed class JournalReader
    {
        private readonly IFlash _flash;
        private readonly Segments _segments;
        private readonly uint _head;
        private readonly byte[] _data = new byte[Segments.MaximumBytes];
        private readonly Sample _epoch = new Sample();
        private int _records;
        private int _recordBytes;
        private bool _loaded;
        private bool _hasEpoch;

        /// <summary>Starts at a record of a segment and ends with segment <paramref name="head"/>.</summary>
        public JournalReader(IFlash flash, Segments segments, uint segment, int record, uint head)
        {
            _flash = flash;
            _segments = segments;
            _head = head;
            Segment = segment;
            Record = record;
        }

        /// <summary>Segment of the record that is read next.</summary>
        public uint Segment { get; private set; }

        /// <summary>Index in its segment of the record that is read next.</summary>
        public int Record { get; private set; }

        /// <summary>Damaged records stepped over so far.</summary>
        public int Damaged { get; private set; }

        /// <summary>Goes to a record; the segment in memory is not read again where it is the same.</summary>
        public void Restart(uint segment, int record)
        {
            _loaded = _loaded && segment == Segment;
            Segment = segment;
            Record = record;
            Damaged = 0;
            if (_loaded)
                TakeEpochsBefore(record);
        }

        /// <summary>Reads the next sample.</summary>
        /// <returns>False at the end of the journal; <paramref name="into"/> then holds the last one.</returns>
        public bool Next(Sample into)
        {
            while (Segment != 0 && Segment <= _head)
            {
                if (!_loaded)
                    Load();
                while (Record < _records)
                {
                    var offset = Record * _recordBytes;
                    Record++;
                    if (TakeEpoch(offset))
                        continue;
                    if (offset + _recordBytes <= _data.Length && _hasEpoch && JournalRecord.ReadSample(_data, offset, _epoch))
                    {
                        into.CopyFrom(_epoch);
                        return true;
                    }

                    Damaged++;
                }

                if (Segment == _head)
                    return false;
                Segment++;
                Record = 0;
                _loaded = false;
            }

            return false;
        }

        private void Load()
        {
            _loaded = true;
            _hasEpoch = false;
            _records = 0;
            if (!_segments.Exists(Segment, _epoch))
                return;
            _recordBytes = JournalRecord.BytesFor(_epoch.ChannelCount);
            System.Array.Clear(_data, 0, _data.Length);
            var length = _flash.Read(Segments.Name(Segment), 0, _data, _data.Length);
            // A torn record at the end counts as a record, so that its loss is counted.
            _records = (length + _recordBytes - 1) / _recordBytes;
            _hasEpoch = true;
            TakeEpochsBefore(Record);
        }

        private void TakeEpochsBefore(int record)
        {
            for (var i = 0; i < record && i < _records; i++)
                TakeEpoch(i * _recordBytes);
        }

        private bool TakeEpoch(int offset)
        {
            if (offset + JournalRecord.EpochBytes > _data.Length || !JournalRecord.IsEpoch(_data, offset, Segment))
                return false;
            if (_data[offset + 1] == _epoch.ChannelCount)
                JournalRecord.ReadEpoch(_data, offset, _epoch);
            return true;
        }
    }
}
