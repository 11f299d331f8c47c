using System.Text;

namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>Takes one record apart, from the line that is looked at on.</summary>
internal sealed class CsvFields(LineWindow window, char separator)
{
    private readonly List<string> _fields = [];
    private string _line = window[0]!;
    private int _position;

    // An odd quote in a field that does not begin with one: the end of a quoted text that began lines before.
    private bool _isTorn;

    /// <summary>What was read.</summary>
    public string[] Fields => [.. _fields];

    /// <summary>Lines that the record spans.</summary>
    public int Lines { get; private set; } = 1;

    /// <summary>Whether a line alone is a row of so many fields with quotes only where they belong.</summary>
    public static bool IsWholeRow(string line, char separator, int width)
    {
        using var alone = new LineWindow([line]);
        var row = new CsvFields(alone, separator);
        return row.Read() && row._fields.Count == width && !row._isTorn;
    }

    /// <summary>Reads the record; false where its quotes do not match.</summary>
    public bool Read()
    {
        while (true)
        {
            if (_position >= _line.Length || _line[_position] != '"')
            {
                var end = _line.IndexOf(separator, _position);
                var field = _line[_position..(end < 0 ? _line.Length : end)];
                _isTorn |= field.Count(letter => letter == '"') % 2 == 1;
                _fields.Add(field.Trim());
                if (end < 0)
                {
                    return true;
                }

                _position = end + 1;
                continue;
            }

            if (Quoted() is not { } quoted)
            {
                return false;
            }

            _fields.Add(quoted);
            if (_position >= _line.Length)
            {
                return true;
            }

            if (_line[_position] != separator)
            {
                return false;
            }

            _position++;
        }
    }

    private string? Quoted()
    {
        var content = new StringBuilder();
        var first = Lines;
        _position++;
        while (true)
        {
            var quote = _line.IndexOf('"', _position);
            if (quote < 0)
            {
                content.Append(_line, _position, _line.Length - _position).Append('\n');
                if (Lines - first >= CsvReader.MaximumLinesOfRecord || !window.Has(Lines) || window[Lines] is not { } next)
                {
                    return null;
                }

                (_line, _position) = (next, 0);
                Lines++;
                continue;
            }

            content.Append(_line, _position, quote - _position);
            _position = quote + 1;
            if (_position < _line.Length && _line[_position] == '"')
            {
                content.Append('"');
                _position++;
                continue;
            }

            return content.ToString().Trim();
        }
    }
}
