namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>A table with header; rows that are no rows are named, not thrown.</summary>
internal sealed class CsvTable
{
    private CsvTable(CsvHeader header, List<CsvRow> rows, List<ImportProblem> problems)
    {
        Header = header;
        Rows = rows;
        Problems = problems;
    }

    /// <summary>Column names.</summary>
    public CsvHeader Header { get; }

    /// <summary>Rows with as many fields as the header has.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>What is not a row, with line and reason.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="RegistryException">There is no header line.</exception>
    public static CsvTable Read(Stream stream)
    {
        CsvHeader? header = null;
        var rows = new List<CsvRow>();
        var problems = new List<ImportProblem>();
        foreach (var record in CsvReader.Read(CsvText.Read(stream)))
        {
            if (record.Fields is not { } fields)
            {
                problems.Add(new ImportProblem(record.Line, "Anführungszeichen passen nicht zusammen / quotes do not match"));
            }
            else if (header is null)
            {
                header = new CsvHeader(fields);
            }
            else if (fields.Length != header.Count)
            {
                problems.Add(new ImportProblem(
                    record.Line, $"{fields.Length} Felder statt {header.Count} / {fields.Length} fields instead of {header.Count}"));
            }
            else
            {
                rows.Add(new CsvRow(header, record.Line, fields));
            }
        }

        return header is null
            ? throw new RegistryException("Die Datei ist leer: erwartet wird eine CSV-Datei mit Kopfzeile. / The file is empty: a CSV file with a header line is expected.")
            : new CsvTable(header, rows, problems);
    }
}
