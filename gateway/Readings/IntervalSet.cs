namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// A set of sample counters as ranges. A node that loses nothing has one range, however long it runs, so that
/// "seen already?" stays exact and small for ever.
/// </summary>
internal sealed class IntervalSet
{
    private readonly List<(uint First, uint Last)> _ranges = [];

    /// <summary>The ranges, rising, with gaps between them.</summary>
    public IReadOnlyList<(uint First, uint Last)> Ranges => _ranges;

    /// <summary>True if the counter is in the set.</summary>
    public bool Contains(uint counter)
    {
        var index = RangeAtOrBefore(counter);
        return index >= 0 && counter <= _ranges[index].Last;
    }

    /// <summary>Adds a counter.</summary>
    /// <returns>False if it was there already.</returns>
    public bool Add(uint counter)
    {
        var index = RangeAtOrBefore(counter);
        if (index >= 0 && counter <= _ranges[index].Last)
            return false;

        var joinsLeft = index >= 0 && _ranges[index].Last == counter - 1;
        var joinsRight = index + 1 < _ranges.Count && counter != uint.MaxValue && _ranges[index + 1].First == counter + 1;
        switch (joinsLeft, joinsRight)
        {
            case (true, true):
                _ranges[index] = (_ranges[index].First, _ranges[index + 1].Last);
                _ranges.RemoveAt(index + 1);
                break;
            case (true, false):
                _ranges[index] = (_ranges[index].First, counter);
                break;
            case (false, true):
                _ranges[index + 1] = (counter, _ranges[index + 1].Last);
                break;
            default:
                _ranges.Insert(index + 1, (counter, counter));
                break;
        }

        return true;
    }

    /// <summary>Adds a whole range, first to last.</summary>
    public void AddRange(uint first, uint last)
    {
        // Ranges that touch or overlap melt into the new one.
        var (low, high) = (first, last);
        for (var index = _ranges.Count - 1; index >= 0; index--)
        {
            var range = _ranges[index];
            if ((ulong)range.First > (ulong)last + 1 || (ulong)range.Last + 1 < first)
                continue;
            (low, high) = (Math.Min(low, range.First), Math.Max(high, range.Last));
            _ranges.RemoveAt(index);
        }

        _ranges.Insert(RangeAtOrBefore(low) + 1, (low, high));
    }

    /// <summary>Takes a counter out again; for a write that was rolled back.</summary>
    public void Remove(uint counter)
    {
        var index = RangeAtOrBefore(counter);
        if (index < 0 || counter > _ranges[index].Last)
            return;
        var (first, last) = _ranges[index];
        _ranges.RemoveAt(index);
        if (counter < last)
            _ranges.Insert(index, (counter + 1, last));
        if (first < counter)
            _ranges.Insert(index, (first, counter - 1));
    }

    private int RangeAtOrBefore(uint counter)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= counter)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }
}
