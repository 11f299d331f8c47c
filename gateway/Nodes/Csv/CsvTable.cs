namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>A table with header, read row by row; rows that are no rows are named, not thrown.</summary>
internal sealed class CsvTable
{
    private readonly IEnumerator<CsvRecord> _records;

    private CsvTable(CsvHeader header, IEnumerator<CsvRecord> records, ImportProblems problems)
    {
        _records = records;
        Header = header;
        Problems = problems;
    }

    /// <summary>Column names.</summary>
    public CsvHeader Header { get; }

    /// <summary>Rows with as many fields as the header has. They come from the stream as they are asked for, once.</summary>
    public IEnumerable<CsvRow> Rows
    {
        get
        {
            while (_records.MoveNext())
            {
                var record = _records.Current;
                if (record.Fields is not { } fields)
                {
                    Problems.Add(Unreadable(record));
                }
                else if (fields.Length != Header.Count)
                {
                    Problems.Add(record.Line, $"{fields.Length} Felder statt {Header.Count} / {fields.Length} fields instead of {Header.Count}");
                }
                else
                {
                    yield return new CsvRow(Header, record.Line, fields);
                }
            }
        }
    }

    /// <summary>What is not a row, with line and reason, as far as rows were read.</summary>
    public ImportProblems Problems { get; }

    /// <summary>Reads a table as far as its header.</summary>
    /// <exception cref="RegistryException">There is no header line.</exception>
    public static CsvTable Read(Stream stream)
    {
        var problems = new ImportProblems();
        var records = CsvReader.Read(CsvText.Lines(stream)).GetEnumerator();
        while (records.MoveNext())
        {
            if (records.Current.Fields is { } fields)
            {
                return new CsvTable(new CsvHeader(fields), records, problems);
            }

            problems.Add(Unreadable(records.Current));
        }

        throw new RegistryException("Die Datei ist leer: erwartet wird eine CSV-Datei mit Kopfzeile. / The file is empty: a CSV file with a header line is expected.");
    }

    private static ImportProblem Unreadable(CsvRecord record) => new(record.Line, record.IsTooLong
        ? $"Zeile ist länger als {CsvText.MaximumLineBytes} Bytes / line is too long"
        : "Anführungszeichen passen nicht zusammen / quotes do not match");
}
