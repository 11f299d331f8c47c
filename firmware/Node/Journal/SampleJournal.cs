using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Journal
{
    /// <summary>
    /// Samples on flash until the gateway has acknowledged them.
    /// <list type="bullet">
    /// <item>A sample costs one append of one file. Nothing else is written in a wake that only samples.</item>
    /// <item>A power cut at any byte loses at most the sample being written; a torn file is closed, never appended to.</item>
    /// <item>Full: the oldest segment goes, and the loss is counted in the state before the data are overwritten.</item>
    /// </list>
    /// </summary>
    public sealed class SampleJournal : IRecentSamples
    {
        private readonly IFlash _flash;
        private readonly Segments _segments;
        private readonly JournalPosition _position;
        private readonly Sample _scratch = new Sample();
        private readonly byte[] _record = new byte[JournalRecord.BytesFor(Frames.FrameContent.MaximumChannels) * 2];
        private bool _lastIsInHead;
        private int _damagedBehindLast;
        private bool _mustStartSegment;

        /// <param name="flash">Where the segments live.</param>
        /// <param name="position">From the node's state; moved by this object, stored by the caller.</param>
        /// <param name="boot">Boot counter of the wake before, with which the newest sample was most likely written.</param>
        public SampleJournal(IFlash flash, JournalPosition position, uint boot)
        {
            _flash = flash;
            _position = position;
            _segments = new Segments(flash);
            Last = new Sample();
            FindEnds();
            FindLast(boot);
        }

        /// <summary>The newest readable sample, where <see cref="HasLast"/>.</summary>
        public Sample Last { get; }

        /// <summary>False in a journal without a readable sample.</summary>
        public bool HasLast { get; private set; }

        /// <summary>True where the newest segment is gone or unreadable: nobody knows which counters it gave away.</summary>
        public bool HasLostItsHead => _position.Head != 0 && !_segments.Exists(_position.Head, _scratch);

        /// <summary>True where samples were written once, whether they can still be read or not.</summary>
        public bool HasTrace => HasLast || _segments.HasTrace();

        /// <summary>True while something waits for the gateway.</summary>
        public bool HasPending
        {
            get
            {
                for (var segment = _position.TailSegment; segment != 0 && segment <= _position.Head; segment++)
                {
                    if (WaitingIn(segment) > 0)
                        return true;
                }

                return false;
            }
        }

        /// <summary>
        /// Counter of the next sample of a boot. A counter that a damaged record may have carried, perhaps to the gateway already, is
        /// not used again: the gateway would take the new sample for a repeat.
        /// </summary>
        /// <param name="boot">The boot that is running.</param>
        /// <param name="stored">The counter behind everything acknowledged, from the state.</param>
        public uint NextCounter(uint boot, uint stored)
        {
            if (!HasLast || Last.Boot != boot)
                return stored;
            var next = Last.Counter + 1 + (uint)_damagedBehindLast;
            return next > stored ? next : stored;
        }

        /// <summary>True where the next new segment would overwrite the oldest unacknowledged one.</summary>
        public bool IsFull => _position.Head - _position.TailSegment + 1 >= Segments.Count && _position.Head != 0;

        /// <summary>True where <see cref="Append"/> of this sample needs a new segment.</summary>
        public bool NeedsSegment(Sample sample)
        {
            if (_mustStartSegment || !_segments.Exists(_position.Head, _scratch))
                return true;
            var bytes = JournalRecord.BytesFor(_scratch.ChannelCount);
            var length = _flash.Length(Segments.Name(_position.Head));
            return _scratch.ChannelCount != sample.ChannelCount || _scratch.LayoutId != sample.LayoutId || length % bytes != 0
                || length + (bytes * RecordsFor(sample)) > Segments.MaximumBytes;
        }

        /// <summary>Writes a sample to flash: one append, or one new file where a segment begins.</summary>
        /// <returns>False where the flash refused. The caller may drop the oldest segment and try again.</returns>
        public bool Append(Sample sample)
        {
            var bytes = JournalRecord.BytesFor(sample.ChannelCount);
            System.Array.Clear(_record, 0, _record.Length);
            if (NeedsSegment(sample))
            {
                JournalRecord.WriteEpoch(sample, _position.Head + 1, _record, 0);
                JournalRecord.WriteSample(sample, _record, bytes);
                if (!_flash.Write(Segments.Name(_position.Head + 1), _record, 2 * bytes))
                    return false;
                _position.Head++;
                if (_position.TailSegment == 0)
                    _position.TailSegment = _position.Head;
                _mustStartSegment = false;
            }
            else
            {
                var withEpoch = RecordsFor(sample) == 2;
                if (withEpoch)
                    JournalRecord.WriteEpoch(sample, _position.Head, _record, 0);
                JournalRecord.WriteSample(sample, _record, withEpoch ? bytes : 0);
                if (!_flash.Append(Segments.Name(_position.Head), _record, withEpoch ? 2 * bytes : bytes))
                {
                    // What the failed append left behind is unknown; the segment ends here.
                    _mustStartSegment = true;
                    return false;
                }
            }

            Last.CopyFrom(sample);
            HasLast = true;
            _lastIsInHead = true;
            _damagedBehindLast = 0;
            return true;
        }

        /// <summary>
        /// Gives up the oldest segment and counts its samples as lost. Store the state, then call <see cref="Delete"/> with the
        /// result: a cut in between loses nothing that was not counted.
        /// </summary>
        /// <returns>The segment given up, 0 where there is none but the one in use.</returns>
        public uint DropOldest()
        {
            if (_position.TailSegment == 0 || _position.TailSegment >= _position.Head)
                return 0;
            var dropped = _position.TailSegment;
            var records = _segments.Records(dropped, _scratch);
            // The first _record is an epoch; a tail behind it has been acknowledged up to there.
            var unsent = records - (_position.TailRecord < 1 ? 1 : _position.TailRecord);
            if (unsent > 0)
                _position.Lost += (uint)unsent;
            _position.TailSegment++;
            _position.TailRecord = 0;
            return dropped;
        }

        /// <summary>Removes a segment's file.</summary>
        public void Delete(uint segment)
        {
            if (_segments.Exists(segment, _scratch))
                _flash.Delete(Segments.Name(segment));
        }

        /// <summary>Records that wait, epochs and damaged ones in the middle of a segment counted as if they were samples.</summary>
        public int PendingRecords()
        {
            var pending = 0;
            for (var segment = _position.TailSegment; segment != 0 && segment <= _position.Head; segment++)
                pending += WaitingIn(segment);
            return pending;
        }

        /// <inheritdoc/>
        public int ReadRecent(Sample[] into)
        {
            if (!HasLast || !_lastIsInHead || !_segments.Exists(_position.Head, _scratch))
                return 0;
            var bytes = JournalRecord.BytesFor(_scratch.ChannelCount);
            var records = _flash.Length(Segments.Name(_position.Head)) / bytes;
            var count = 0;
            for (var i = records - 1; i > 0 && count < into.Length; i--)
            {
                if (_flash.Read(Segments.Name(_position.Head), i * bytes, _record, bytes) != bytes)
                    break;
                into[count] ??= new Sample();
                into[count].Boot = Last.Boot;
                into[count].LayoutId = Last.LayoutId;
                into[count].ChannelCount = Last.ChannelCount;
                if (!JournalRecord.ReadSample(_record, 0, into[count]))
                    break;
                count++;
            }

            return count;
        }

        /// <summary>Reads waiting samples in order.</summary>
        public JournalReader Read() => new JournalReader(_flash, _segments, _position.TailSegment, _position.TailRecord, _position.Head);

        /// <summary>
        /// Notes that everything up to a position of a reader has been acknowledged. Store the state, then call
        /// <see cref="DeleteBefore"/> with the old tail.
        /// </summary>
        /// <returns>The segment that was the tail.</returns>
        public uint Acknowledge(uint segment, int recordIndex, int damaged)
        {
            var before = _position.TailSegment;
            _position.TailSegment = segment;
            _position.TailRecord = recordIndex;
            _position.Lost += (uint)damaged;
            return before;
        }

        /// <summary>Leaves behind all samples there are: they belong to the node that this board was before.</summary>
        /// <returns>The segment from which <see cref="DeleteBefore"/> may delete once the position is on flash.</returns>
        public uint LeaveBehind()
        {
            var waiting = _segments.Records(_position.Head, _scratch);
            return Acknowledge(_position.Head, waiting, 0);
        }

        /// <summary>Removes the files from <paramref name="from"/> up to the present tail.</summary>
        public void DeleteBefore(uint from)
        {
            for (var segment = from; segment != 0 && segment < _position.TailSegment; segment++)
                Delete(segment);
        }

        /// <summary>Records of a segment that were not acknowledged; its first is an epoch, never a sample.</summary>
        private int WaitingIn(uint segment)
        {
            var from = segment == _position.TailSegment && _position.TailRecord > 1 ? _position.TailRecord : 1;
            var records = _segments.Records(segment, _scratch);
            return records > from ? records - from : 0;
        }

        private int RecordsFor(Sample sample) => HasLast && _lastIsInHead && Last.Boot == sample.Boot ? 1 : 2;

        private void FindEnds()
        {
            if (_position.Head == 0 && _position.TailSegment == 0)
            {
                if (_segments.Find(out var lowest, out var highest))
                {
                    _position.TailSegment = lowest;
                    _position.Head = highest;
                }

                return;
            }

            for (var step = 0; step < Segments.Count && _segments.Exists(_position.Head + 1, _scratch); step++)
                _position.Head++;
            if (_position.TailSegment + Segments.Count <= _position.Head)
            {
                _position.TailSegment = _position.Head - Segments.Count + 1;
                _position.TailRecord = 0;
            }

            // A head that is shorter than what was acknowledged of it is not the file it was: new samples must not hide behind the cursor.
            if (_position.TailSegment >= _position.Head && _segments.Records(_position.Head, _scratch) < _position.TailRecord)
                _mustStartSegment = true;
        }

        private void FindLast(uint boot)
        {
            for (var back = 0; back < 2 && !HasLast && _position.Head > back; back++)
            {
                var segment = _position.Head - (uint)back;
                if (!_segments.Exists(segment, Last))
                    continue;
                HasLast = ReadNewest(segment, boot) || Scan(segment);
                _lastIsInHead = back == 0;
                if (back == 1)
                    _damagedBehindLast += _segments.Records(_position.Head, _scratch);
            }
        }

        /// <summary>The usual case, two short reads: the newest record is whole and of the boot that is running.</summary>
        private bool ReadNewest(uint segment, uint boot)
        {
            var bytes = JournalRecord.BytesFor(Last.ChannelCount);
            var length = _flash.Length(Segments.Name(segment));
            if (length % bytes != 0 || _flash.Read(Segments.Name(segment), length - bytes, _record, bytes) != bytes)
                return false;
            Last.Boot = boot;
            return JournalRecord.ReadSample(_record, 0, Last);
        }

        private bool Scan(uint segment)
        {
            var reader = new JournalReader(_flash, _segments, segment, 0, segment);
            var found = false;
            var damagedBefore = 0;
            while (reader.Next(Last))
            {
                found = true;
                damagedBefore = reader.Damaged;
            }

            _damagedBehindLast = reader.Damaged - damagedBefore;
            return found;
        }
    }
}
