using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>
/// Calibrations of many probes in one table, a point a row; rows of one node, channel and day are one calibration. Where
/// one of its rows is bad the whole calibration is left out: without a point it would be another curve.
/// </summary>
internal static class CalibrationFile
{
    /// <summary>Columns; those in brackets may be missing.</summary>
    public const string Columns = "node, channel, raw, value, [from], [raw_per_k], [reference_c], [note]";

    private static readonly string[] Required = ["node", "channel", "raw", "value"];

    /// <summary>Reads a table; bad rows are named by line and reason.</summary>
    /// <exception cref="RegistryException">It is no such table.</exception>
    public static CalibrationFileContent Read(CommandContext context, Stream stream)
    {
        var table = CsvTable.Read(stream);
        if (!table.Header.Has(Required))
            throw new RegistryException($"Das ist keine Liste von Kalibrierungspunkten; erwartet werden die Spalten {Columns}. / Not a list of calibration points.");
        var all = table.Rows.ToList();
        var problems = table.Problems.Named.ToList();
        var calibrations = new List<Calibration>();
        foreach (var rows in all.GroupBy(Key))
        {
            var before = problems.Count;
            var read = rows.Select(row => Try(row, problems, () => ReadPoint(context, row))).OfType<PointRow>().ToList();
            if (problems.Count > before)
                Leave(rows, problems);
            else
                Add(rows.First().Line, read, calibrations, problems);
        }

        return new(calibrations, [.. problems.OrderBy(problem => problem.Line)], problems.Count + table.Problems.Count - table.Problems.Named.Count);
    }

    private static string Key(CsvRow row) => $"{DeviceSelector.Normalize(row.Text("node") ?? "")}\n{row.Text("channel")?.Trim()}\n{row.Text("from")?.Trim()}";

    private static PointRow ReadPoint(CommandContext context, CsvRow row)
    {
        var name = row.Text("node") ?? throw new RowProblemException("node fehlt / is missing");
        var channel = row.Whole("channel") ?? throw new RowProblemException("channel ist keine Kanalnummer / is not a channel number");
        var raw = row.Number("raw") ?? throw new RowProblemException("raw fehlt / is missing");
        var value = row.Number("value") ?? throw new RowProblemException("value fehlt / is missing");
        var day = row.Date("from");
        if (day is { } given && !CalibrationText.IsUsual(given))
            throw new RowProblemException("from: 2000 bis 2199 / 2000 to 2199");
        var perDegree = row.Number("raw_per_k");
        var compensation = perDegree is { } coefficient ? new TemperatureCompensation(coefficient, row.Number("reference_c") ?? TemperatureCompensation.Off.ReferenceCelsius) : null;
        var (probe, validFrom) = ProbeSelector.Find(context, DeviceSelector.Find(context, name), channel, day);
        return new(row.Line, probe.ProbeId, validFrom, new CalibrationPoint(raw, value), compensation, row.Text("note") ?? "");
    }

    private static void Add(int line, List<PointRow> rows, List<Calibration> calibrations, List<ImportProblem> problems)
    {
        var first = rows[0];
        var calibration = new Calibration
        {
            ProbeId = first.ProbeId,
            ValidFrom = first.ValidFrom,
            Points = [.. rows.Select(row => row.Point).OrderBy(point => point.Raw)],
            Compensation = rows.Select(row => row.Compensation).FirstOrDefault(compensation => compensation is not null),
            Note = rows.Select(row => row.Note).FirstOrDefault(note => note.Length > 0) ?? "",
        };
        if (rows.Select(row => row.Compensation).Where(compensation => compensation is not null).Distinct().Count() > 1)
            problems.Add(new(line, "verschiedene Temperaturkorrekturen für eine Kalibrierung / different compensations for one calibration"));
        else if (CalibrationRules.Problem(calibration) is { } problem)
            problems.Add(new(line, problem));
        else
            calibrations.Add(calibration);
    }

    private static void Leave(IEnumerable<CsvRow> rows, List<ImportProblem> problems)
    {
        var bad = problems.Select(problem => problem.Line).ToHashSet();
        foreach (var row in rows.Where(row => !bad.Contains(row.Line)).ToList())
            problems.Add(new(row.Line, "gehört zu einer Kalibrierung mit einer schlechten Zeile, ganz ausgelassen / belongs to a calibration with a bad row, left out whole"));
    }

    private static PointRow? Try(CsvRow row, List<ImportProblem> problems, Func<PointRow> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is RowProblemException or RegistryException)
        {
            problems.Add(new(row.Line, problem.Message));
            return null;
        }
    }

    private sealed record PointRow(int Line, int ProbeId, DateTimeOffset ValidFrom, CalibrationPoint Point, TemperatureCompensation? Compensation, string Note);
}

/// <summary>What a table of calibrations holds.</summary>
/// <param name="Calibrations">Good ones, without version.</param>
/// <param name="Problems">Rows left out, by line.</param>
/// <param name="LeftOut">How many were left out.</param>
internal sealed record CalibrationFileContent(IReadOnlyList<Calibration> Calibrations, IReadOnlyList<ImportProblem> Problems, int LeftOut);
