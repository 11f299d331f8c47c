namespace Jena.SensorNode.Gateway.Readings.Log;

/// <summary>What memory knows of one device's part of the log, so that the log needs no index on disk.</summary>
internal sealed class DeviceLog
{
    private readonly Lock _lock = new();
    private readonly List<long> _rows = [];
    private (SampleBatch Batch, int Index, long Sequence)? _newestOfBatch;
    private Sample? _newest;
    private bool _isNewestKnown;
    private int _changes;

    /// <summary>Notes samples that were committed.</summary>
    /// <param name="batch">Their batch.</param>
    /// <param name="added">Bit n set: sample n was new.</param>
    /// <param name="firstSequence">Sequence of the first new one.</param>
    public void Note(SampleBatch batch, ulong added, long firstSequence)
    {
        lock (_lock)
        {
            _rows.Add(firstSequence);
            _changes++;
            for (var (index, sequence) = (0, firstSequence); _isNewestKnown && index < batch.Count; index++)
            {
                if ((added & (1UL << index)) == 0)
                    continue;
                if (batch.TimesUnixMilliseconds[index] >= (NewestTime ?? long.MinValue))
                    _newestOfBatch = (batch, index, sequence);
                sequence++;
            }
        }
    }

    /// <summary>Notes a row found at the start.</summary>
    public void Note(long firstSequence)
    {
        lock (_lock)
            _rows.Add(firstSequence);
    }

    /// <summary>Forgets rows that settled.</summary>
    public void ForgetUpTo(long sequence)
    {
        lock (_lock)
        {
            var kept = _rows.BinarySearch(sequence + 1);
            _rows.RemoveRange(0, kept < 0 ? ~kept : kept);
            if (_rows.Capacity > 64 + (4 * _rows.Count))
                _rows.TrimExcess();
        }
    }

    /// <summary>Forgets the newest sample, as stored times changed.</summary>
    public void ForgetNewest()
    {
        lock (_lock)
        {
            (_newest, _newestOfBatch, _isNewestKnown) = (null, null, false);
            _changes++;
        }
    }

    /// <summary>First sequences of the device's rows in the log, rising.</summary>
    public long[] Rows()
    {
        lock (_lock)
            return [.. _rows];
    }

    /// <summary>The newest sample by time: from memory, or looked for once.</summary>
    public Sample? Newest(Func<Sample?> find)
    {
        int changes;
        lock (_lock)
        {
            if (_newestOfBatch is { } newest)
                (_newest, _newestOfBatch) = (SampleOf(newest), null);
            if (_isNewestKnown)
                return _newest;
            changes = _changes;
        }

        var found = find();
        lock (_lock)
        {
            // What was committed meanwhile may be newer than what was found: then the next caller looks again.
            if (changes == _changes)
                (_newest, _isNewestKnown) = (found, true);
        }

        return found;
    }

    private long? NewestTime => _newestOfBatch is { } newest ? newest.Batch.TimesUnixMilliseconds[newest.Index] : _newest?.TimeUnixMilliseconds;

    private static Sample SampleOf((SampleBatch Batch, int Index, long Sequence) newest)
    {
        var (batch, index, sequence) = newest;
        var isLast = index == batch.Count - 1;
        return new Sample
        {
            Sequence = sequence,
            Identity = batch.IdentityOf(index),
            LayoutId = batch.LayoutId,
            NodeSeconds = batch.NodeSeconds[index],
            TimeUnixMilliseconds = batch.TimesUnixMilliseconds[index],
            UncertaintyMilliseconds = batch.UncertaintiesMilliseconds[index],
            ReceivedUnixMilliseconds = batch.ReceivedUnixMilliseconds,
            TimeIsProvisional = batch.ProvisionalPeriod != 0,
            BatteryMillivolts = batch.BatteryMillivolts,
            AgeSeconds = isLast ? batch.AgeSeconds : null,
            DelayBoundMilliseconds = isLast ? batch.DelayBoundMilliseconds : null,
            Values = batch.ValuesOf(index).ToArray(),
            Faults = batch.FaultsOf(index).ToArray(),
        };
    }
}
