using System.Globalization;

namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>A record with its column names.</summary>
internal sealed class CsvRow(CsvHeader header, int line, string[] fields)
{
    private static readonly string[] DateFormats = ["dd.MM.yyyy", "d.M.yyyy", "yyyy/MM/dd", "yyyy-MM-dd"];
    private readonly List<string> _doubts = [];

    /// <summary>Line of the file, from 1.</summary>
    public int Line => line;

    /// <summary>What could not be read and was left out of the row, German and English.</summary>
    public IReadOnlyList<string> Doubts => _doubts;

    /// <summary>Whether the table has one of these columns, whatever this row has in it.</summary>
    public bool HasColumn(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (header.IndexOf(column) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Text of a column on one line, without characters that move a terminal; null where column or text is missing.</summary>
    public string? Text(string column)
    {
        if (header.IndexOf(column) is not { } index || index >= fields.Length)
        {
            return null;
        }

        var text = fields[index].Any(char.IsControl) ? Clean(fields[index]) : fields[index];
        return text.Length > 0 ? text : null;
    }

    /// <summary>A value that the row can do without: where it cannot be read it is a doubt, and null.</summary>
    public T? Optional<T>(Func<CsvRow, T?> read)
        where T : struct
    {
        try
        {
            return read(this);
        }
        catch (RowProblemException problem)
        {
            _doubts.Add(problem.Message);
            return null;
        }
    }

    /// <summary>Number of a column, decimal point or comma; null where it is missing.</summary>
    /// <exception cref="RowProblemException">Not a number.</exception>
    public double? Number(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return double.TryParse(text.Replace(',', '.'), Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new RowProblemException($"{column} ist keine Zahl: „{Shorten(text)}“ / not a number");
    }

    /// <summary>Whole number of a column; null where it is missing or not one.</summary>
    public int? Whole(string column) =>
        int.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Date of a column (31.12.2026, 2026/12/31 or 2026-12-31); null where it is missing.</summary>
    /// <exception cref="RowProblemException">Not a date.</exception>
    public DateOnly? Date(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new RowProblemException($"{column} ist kein Datum: „{Shorten(text)}“ / not a date");
    }

    /// <summary>Text of a field for a message: one line, 40 characters at most, nothing that moves a terminal.</summary>
    public static string Shorten(string text)
    {
        var clean = Clean(text.Length > 40 ? text[..40] : text);
        return text.Length > 40 ? clean + "…" : clean;
    }

    private static string Clean(string text) => new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
}

/// <summary>Column names of a table, upper and lower case alike.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A header of these names; of equal names the first counts.</summary>
    public CsvHeader(IReadOnlyList<string> names)
    {
        for (var index = 0; index < names.Count; index++)
        {
            _columns.TryAdd(names[index].Trim('﻿', ' '), index);
        }

        Count = names.Count;
    }

    /// <summary>Number of columns.</summary>
    public int Count { get; }

    /// <summary>Whether all these columns are there.</summary>
    public bool Has(params string[] names) => names.All(_columns.ContainsKey);

    /// <summary>Place of a column, or null.</summary>
    public int? IndexOf(string name) => _columns.TryGetValue(name, out var index) ? index : null;
}

/// <summary>A row that cannot be taken; the message is the reason for the person who imports.</summary>
internal sealed class RowProblemException(string message) : Exception(message);
