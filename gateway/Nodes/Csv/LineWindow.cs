namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>Some lines of a text that is read as it goes: the one that is looked at, and those behind it as far as somebody looks.</summary>
internal sealed class LineWindow(IEnumerable<string?> lines) : IDisposable
{
    private readonly IEnumerator<string?> _lines = lines.GetEnumerator();
    private readonly List<string?> _ahead = [];

    /// <summary>Number of the line that is looked at, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The line so many lines behind the one that is looked at; null where it is too long to be one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    public string? this[int offset] => Has(offset) ? _ahead[offset] : throw new ArgumentOutOfRangeException(nameof(offset));

    /// <summary>Whether there is a line so many lines behind the one that is looked at.</summary>
    public bool Has(int offset)
    {
        while (_ahead.Count <= offset && _lines.MoveNext())
        {
            _ahead.Add(_lines.Current);
        }

        return _ahead.Count > offset;
    }

    /// <summary>Goes on by some lines that were there.</summary>
    public void Skip(int count)
    {
        _ahead.RemoveRange(0, count);
        Line += count;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
