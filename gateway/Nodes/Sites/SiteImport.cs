using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Nodes.Registry;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>
/// Imports the city's lists. What a file is, its columns say: the tree register, the list of trees with sensors (it ties
/// sensor-site numbers to trees), or a list of sensors. Bad rows are reported, good ones kept; importing again changes nothing.
/// </summary>
internal sealed class SiteImport(RegistryWriter writer, INodeDirectory directory, TimeProvider time)
{
    /// <summary>Rows of one transaction: short enough that the running service does not wait for the import.</summary>
    private const int RowsOfTransaction = 2000;

    /// <summary>Imports a file.</summary>
    /// <exception cref="RegistryException">The columns are of none of the lists.</exception>
    public Task<ImportReport> ImportAsync(Stream file, CancellationToken cancellation = default)
    {
        var table = CsvTable.Read(file);
        if (table.Header.Has("gisid", "rechtswert", "hochwert"))
        {
            return ImportTreesAsync(table, cancellation);
        }

        return table.Header.Has("sensorstandort_gid", "in_tiefe", "eui", "x", "y")
            ? ImportSensorsAsync(table, cancellation)
            : throw new RegistryException(
                "Diese Liste ist unbekannt. Erwartet wird das Baumkataster (Spalten gisid, rechtswert, hochwert) oder eine Sensorliste " +
                "(Spalten sensorstandort_gid, in_tiefe, eui, x, y). / Unknown list: expected are the columns of the tree register or of a sensor list.");
    }

    /// <summary>Adds one site by hand, or changes it.</summary>
    /// <exception cref="RegistryException">The place is not in Germany.</exception>
    public Task<bool> AddAsync(SiteRecord site, CancellationToken cancellation = default) =>
        site is not { Latitude: > 47 and < 56, Longitude: > 5 and < 16 }
            ? throw new RegistryException(
                "Der Ort liegt nicht in Deutschland: Breite 47..56, Länge 5..16 Grad (WGS 84), Jena etwa 50,9 und 11,6 – vertauscht? / Not in Germany: latitude 47..56, longitude 5..16; swapped?")
            : writer.ChangeAsync(connection => SiteWriter.Write(connection, [site]).Added > 0, cancellation);

    private async Task<ImportReport> ImportTreesAsync(CsvTable table, CancellationToken cancellation)
    {
        var problems = new List<ImportProblem>(table.Problems);
        var sites = new Dictionary<string, SiteRecord>();
        var doubts = new List<ImportProblem>();
        foreach (var (row, site) in Parse(table, TreeRow.Read, problems))
        {
            doubts.AddRange(row.Doubts.Select(doubt => new ImportProblem(row.Line, doubt)));
            if (!sites.TryAdd(site.Reference, site))
            {
                problems.Add(new ImportProblem(row.Line, $"GISID {site.Reference} kommt mehrmals vor, die erste Zeile gilt / appears more than once"));
            }
        }

        var (added, updated) = (0, 0);
        foreach (var chunk in sites.Values.Chunk(RowsOfTransaction))
        {
            var written = await writer.ChangeAsync(connection => SiteWriter.Write(connection, chunk), cancellation);
            added += written.Added;
            updated += written.Updated;
        }

        var carriers = directory.All().Select(device => device.Site?.Reference).OfType<string>().Distinct().Order().ToList();
        return new ImportReport(
            "Baumkataster / tree register",
            added,
            updated,
            sites.Count - added - updated,
            [.. problems.OrderBy(problem => problem.Line)],
            [.. TreeNotes.Of(sites, doubts, carriers, isWholeRegister: !table.Header.Has("gid"))]);
    }

    private async Task<ImportReport> ImportSensorsAsync(CsvTable table, CancellationToken cancellation)
    {
        var problems = new List<ImportProblem>(table.Problems);
        var rows = Parse(table, SensorRow.Read, problems).Select(pair => pair.Record).ToList();
        var now = time.GetUtcNow();
        var counts = new int[3];
        foreach (var chunk in rows.Chunk(RowsOfTransaction))
        {
            var outcomes = await writer.ChangeAsync(
                connection => chunk.Select(row => (HasEui: row.Eui is not null, Site: ForeignDeviceWriter.SiteOf(connection, row), Row: row))
                    .ToList()
                    .Where(row => row.HasEui)
                    .Select(row => ForeignDeviceWriter.Write(connection, row.Row, row.Site, now))
                    .ToList(),
                cancellation);
            outcomes.ForEach(outcome => counts[(int)outcome]++);
        }

        var withoutEui = rows.Count(row => row.Eui is null);
        return new ImportReport(
            "Sensorliste / sensor list",
            counts[(int)ForeignDeviceWriter.Outcome.Added],
            counts[(int)ForeignDeviceWriter.Outcome.Updated],
            counts[(int)ForeignDeviceWriter.Outcome.Unchanged],
            [.. problems.OrderBy(problem => problem.Line)],
            withoutEui == 0 ? [] : [$"{withoutEui} Zeilen ohne EUI: nur der Standort wurde übernommen / rows without EUI: only the site was taken"]);
    }

    private static IEnumerable<(CsvRow Row, T Record)> Parse<T>(CsvTable table, Func<CsvRow, T> read, List<ImportProblem> problems)
    {
        foreach (var row in table.Rows)
        {
            T record;
            try
            {
                record = read(row);
            }
            catch (RowProblemException problem)
            {
                problems.Add(new ImportProblem(row.Line, problem.Message));
                continue;
            }

            yield return (row, record);
        }
    }
}
