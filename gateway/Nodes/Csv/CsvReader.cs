namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>
/// Reads tables as offices export them: comma, semicolon or tab, quoted fields over several lines. A quote that never
/// closes spoils its own line only, not the rest of the file; that is why no general CSV library is used here.
/// </summary>
internal static class CsvReader
{
    /// <summary>Lines that one record may span; more means that a quote was never closed.</summary>
    public const int MaximumLinesOfRecord = 20;

    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>The records of some lines, read as they are needed. Empty lines are left out.</summary>
    public static IEnumerable<CsvRecord> Read(IEnumerable<string?> lines)
    {
        using var window = new LineWindow(lines);
        var separator = '\0';
        var width = 0;
        while (window.Has(0))
        {
            var first = window[0];
            if (first is not null && string.IsNullOrWhiteSpace(first))
            {
                window.Skip(1);
                continue;
            }

            if (separator == '\0' && first?.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            {
                separator = first[4]; // Excel's own line before the header.
                window.Skip(1);
                continue;
            }

            separator = separator == '\0' && first is not null ? Separator(first) : separator;
            var (fields, count) = first is null ? (null, 1) : Record(window, separator, width);
            width = width == 0 && fields is not null ? fields.Length : width;
            yield return new CsvRecord(window.Line, fields) { IsTooLong = first is null };
            window.Skip(count);
        }
    }

    private static char Separator(string header) =>
        Separators.MaxBy(candidate => header.Count(letter => letter == candidate));

    private static (string[]? Fields, int Lines) Record(LineWindow window, char separator, int width)
    {
        var record = new CsvFields(window, separator);
        if (!record.Read())
        {
            return (null, 1);
        }

        // A row inside the quotes of another one: the quote was never meant to reach that far, and what seems to close it belongs to
        // a neighbour. Taken together they would be a tree at the place of another.
        var swallows = width > 1 && Enumerable.Range(1, record.Lines - 1).Any(offset => CsvFields.IsWholeRow(window[offset]!, separator, width));
        return swallows ? (null, 1) : (record.Fields, record.Lines);
    }
}

/// <summary>A record of a table.</summary>
/// <param name="Line">Line of the file where it begins, from 1.</param>
/// <param name="Fields">Its fields; null where its quotes do not match.</param>
internal readonly record struct CsvRecord(int Line, string[]? Fields)
{
    /// <summary>Whether it has no fields because its line is longer than any line of a table.</summary>
    public bool IsTooLong { get; init; }
}
