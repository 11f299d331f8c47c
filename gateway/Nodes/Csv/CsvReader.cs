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

    /// <summary>The records of a text. Empty lines are left out.</summary>
    public static IEnumerable<CsvRecord> Read(string text)
    {
        var lines = text.Split('\n');
        var separator = '\0';
        for (var index = 0; index < lines.Length; index++)
        {
            var first = lines[index].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(first))
            {
                continue;
            }

            if (separator == '\0' && first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            {
                separator = first[4]; // Excel's own line before the header.
                continue;
            }

            separator = separator == '\0' ? Separator(first) : separator;
            if (Parse(lines, index, separator, out var last) is { } fields)
            {
                yield return new CsvRecord(index + 1, fields);
                index = last;
            }
            else
            {
                yield return new CsvRecord(index + 1, Fields: null);
            }
        }
    }

    private static char Separator(string header) =>
        Separators.MaxBy(candidate => header.Count(letter => letter == candidate));

    private static string[]? Parse(string[] lines, int first, char separator, out int last)
    {
        var line = lines[last = first].TrimEnd('\r');
        var fields = new List<string>();
        var position = 0;
        while (true)
        {
            if (position >= line.Length || line[position] != '"')
            {
                var end = line.IndexOf(separator, position);
                fields.Add(line[position..(end < 0 ? line.Length : end)].Trim());
                if (end < 0)
                {
                    return [.. fields];
                }

                position = end + 1;
                continue;
            }

            if (!Quoted(lines, ref last, ref line, ref position, out var field))
            {
                return null;
            }

            fields.Add(field);
            if (position >= line.Length)
            {
                return [.. fields];
            }

            if (line[position] != separator)
            {
                return null;
            }

            position++;
        }
    }

    private static bool Quoted(string[] lines, ref int last, ref string line, ref int position, out string field)
    {
        var content = new System.Text.StringBuilder();
        var first = last;
        position++;
        while (true)
        {
            var quote = line.IndexOf('"', position);
            if (quote < 0)
            {
                content.Append(line, position, line.Length - position).Append('\n');
                if (last + 1 >= lines.Length || last + 1 - first >= MaximumLinesOfRecord)
                {
                    field = "";
                    return false;
                }

                line = lines[++last].TrimEnd('\r');
                position = 0;
                continue;
            }

            content.Append(line, position, quote - position);
            position = quote + 1;
            if (position < line.Length && line[position] == '"')
            {
                content.Append('"');
                position++;
                continue;
            }

            field = content.ToString().Trim();
            return true;
        }
    }
}

/// <summary>A record of a table.</summary>
/// <param name="Line">Line of the file where it begins, from 1.</param>
/// <param name="Fields">Its fields; null where its quotes do not match.</param>
internal readonly record struct CsvRecord(int Line, string[]? Fields);
