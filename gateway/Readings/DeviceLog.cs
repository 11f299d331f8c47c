namespace Jena.SensorNode.Gateway.Readings;

/// <summary>What memory knows of one device's part of the log, so that the log needs no index on disk.</summary>
internal sealed class DeviceLog
{
    private readonly Lock _lock = new();
    private readonly List<long> _sequences = [];
    private (SampleBatch Batch, int Index, long Sequence)? _latest;

    /// <summary>Notes samples that were committed.</summary>
    /// <param name="batch">Their batch.</param>
    /// <param name="added">Bit n set: sample n was new.</param>
    /// <param name="firstSequence">Sequence of the first new one.</param>
    public void Note(SampleBatch batch, ulong added, long firstSequence)
    {
        lock (_lock)
        {
            var sequence = firstSequence;
            for (var index = 0; index < batch.Count; index++)
            {
                if ((added & (1UL << index)) == 0)
                    continue;
                if (_latest is not { } latest || batch.TimesUnixMilliseconds[index] >= latest.Batch.TimesUnixMilliseconds[latest.Index])
                    _latest = (batch, index, sequence);
                _sequences.Add(sequence++);
            }
        }
    }

    /// <summary>Notes a row found at the start.</summary>
    public void Note(long sequence)
    {
        lock (_lock)
            _sequences.Add(sequence);
    }

    /// <summary>Forgets rows that left the log.</summary>
    public void ForgetUpTo(long sequence)
    {
        lock (_lock)
        {
            var kept = _sequences.BinarySearch(sequence + 1);
            _sequences.RemoveRange(0, kept < 0 ? ~kept : kept);
            if (_sequences.Capacity > 64 + (4 * _sequences.Count))
                _sequences.TrimExcess();
        }
    }

    /// <summary>Forgets the newest sample, as its stored time changed.</summary>
    public void ForgetLatest()
    {
        lock (_lock)
            _latest = null;
    }

    /// <summary>Sequences of the device in the log, rising.</summary>
    public long[] Sequences()
    {
        lock (_lock)
            return [.. _sequences];
    }

    /// <summary>The newest committed sample since the start; null if there is none.</summary>
    public Sample? Latest()
    {
        lock (_lock)
            return _latest is { } latest ? SampleRow.Of(latest.Batch, latest.Index, latest.Sequence) : null;
    }
}
