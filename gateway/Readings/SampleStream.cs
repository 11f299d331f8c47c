namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Counters received of one stream, in memory; safe to use from several threads.</summary>
internal sealed class SampleStream
{
    private readonly Lock _lock = new();
    private readonly IntervalSet _counters = new();

    /// <summary>True if the stream changed since it was last saved.</summary>
    public bool IsDirty { get; set; }

    /// <summary>True if no counter is in it.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _counters.Ranges.Count == 0;
        }
    }

    /// <summary>Adds a counter; false if it was there.</summary>
    public bool Add(uint counter)
    {
        lock (_lock)
        {
            IsDirty = true;
            return _counters.Add(counter);
        }
    }

    /// <summary>Adds saved ranges.</summary>
    public void AddRange(uint first, uint last)
    {
        lock (_lock)
            _counters.AddRange(first, last);
    }

    /// <summary>Takes a counter out again.</summary>
    public void Remove(uint counter)
    {
        lock (_lock)
            _counters.Remove(counter);
    }

    /// <summary>How many of a run of counters are in the stream.</summary>
    public int CountKnown(uint firstCounter, int count)
    {
        lock (_lock)
        {
            var known = 0;
            for (var index = 0; index < count; index++)
                known += _counters.Contains(unchecked(firstCounter + (uint)index)) ? 1 : 0;
            return known;
        }
    }

    /// <summary>The ranges now.</summary>
    public (uint First, uint Last)[] Ranges()
    {
        lock (_lock)
            return [.. _counters.Ranges];
    }
}
