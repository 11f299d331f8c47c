using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>
/// Imports the city's lists. What a file is, its columns say: the tree register, the list of trees with sensors (it ties
/// sensor-site numbers to trees), or a list of sensors. Bad rows are reported, good ones kept; importing again changes nothing.
/// </summary>
internal sealed class SiteImport(RegistryWriter writer, INodeDirectory directory, TimeProvider time)
{
    /// <summary>Rows of one transaction: short enough that the running service does not wait for the import.</summary>
    private const int RowsOfTransaction = 2000;

    /// <summary>What a file is, by its columns, before anything of it is taken.</summary>
    /// <exception cref="RegistryException">The columns are of none of the lists.</exception>
    public static void Check(Stream file) => IsTrees(CsvTable.Read(file));

    /// <summary>Imports a file, row by row: of a large one no more is in memory than a few thousand rows and the keys of its trees.</summary>
    /// <exception cref="RegistryException">The columns are of none of the lists, or the import ended before the file did.</exception>
    public async Task<ImportReport> ImportAsync(Stream file, CancellationToken cancellation = default)
    {
        var table = CsvTable.Read(file);
        var progress = new Progress();
        try
        {
            return await (IsTrees(table) ? ImportTreesAsync(table, progress, cancellation) : ImportSensorsAsync(table, progress, cancellation));
        }
        catch (Exception problem) when (progress.Rows > 0 && problem is StorageUnavailableException or IOException or OperationCanceledException)
        {
            throw new RegistryException(
                $"Der Import brach nach {progress.Rows} Zeilen ab, die übernommen sind. Ursache beheben und dieselbe Datei noch einmal einlesen, nichts wird doppelt: {problem.Message} / " +
                $"The import ended after {progress.Rows} rows, which are taken: mend the cause and import the same file again.");
        }
    }

    /// <summary>Adds one site by hand, or changes name and place of a known one; what a list told of it stays.</summary>
    /// <exception cref="RegistryException">The place is not in Germany, or the site has no name.</exception>
    public Task<bool> AddAsync(SiteRecord site, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(site.Reference) || string.IsNullOrWhiteSpace(site.Name) || (site.Reference + site.Name).Any(char.IsControl))
        {
            throw new RegistryException("Kennung und Name dürfen nicht leer sein und keine Steuerzeichen enthalten. / Reference and name must not be empty.");
        }

        return site is not { Latitude: > 47 and < 56, Longitude: > 5 and < 16 }
            ? throw new RegistryException(
                "Der Ort liegt nicht in Deutschland: Breite 47..56, Länge 5..16 Grad (WGS 84), Jena etwa 50.9 und 11.6 – vertauscht, oder ein Komma statt des Punktes? / Not in Germany: latitude 47..56, longitude 5..16; swapped, or a comma for the point?")
            : writer.ChangeAsync(connection => SiteWriter.Write(connection, [site with { Told = SiteFields.Name }]).Added > 0, cancellation);
    }

    private static bool IsTrees(CsvTable table)
    {
        if (table.Header.Has("gisid", "rechtswert", "hochwert"))
        {
            return true;
        }

        return table.Header.Has("sensorstandort_gid", "in_tiefe", "eui", "x", "y")
            ? false
            : throw new RegistryException(
                "Diese Liste ist unbekannt. Erwartet wird das Baumkataster (Spalten gisid, rechtswert, hochwert) oder eine Sensorliste " +
                "(Spalten sensorstandort_gid, in_tiefe, eui, x, y). / Unknown list: expected are the columns of the tree register or of a sensor list.");
    }

    private async Task<ImportReport> ImportTreesAsync(CsvTable table, Progress progress, CancellationToken cancellation)
    {
        var notes = new TreeNotes();
        var (added, updated) = (0, 0);
        foreach (var chunk in Trees(table, notes).Chunk(RowsOfTransaction))
        {
            var written = await writer.ChangeAsync(connection => SiteWriter.Write(connection, chunk), cancellation);
            added += written.Added;
            updated += written.Updated;
            progress.Rows += chunk.Length;
        }

        var carriers = directory.All().Select(device => device.Site?.Reference).OfType<string>().Distinct().Order().ToList();
        return new ImportReport(
            "Baumkataster / tree register",
            added,
            updated,
            notes.Count - added - updated,
            table.Problems.Named,
            [.. notes.Of(carriers, isWholeRegister: !table.Header.Has("gid"))])
        {
            LeftOut = table.Problems.Count,
        };
    }

    private async Task<ImportReport> ImportSensorsAsync(CsvTable table, Progress progress, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var counts = new int[3];
        var withoutEui = 0;
        foreach (var chunk in Parse(table, SensorRow.Read).Select(pair => pair.Record).Chunk(RowsOfTransaction))
        {
            var outcomes = await writer.ChangeAsync(
                connection => chunk.Select(row => (HasEui: row.Eui is not null, Site: ForeignDeviceWriter.SiteOf(connection, row), Row: row))
                    .ToList()
                    .Where(row => row.HasEui)
                    .Select(row => ForeignDeviceWriter.Write(connection, row.Row, row.Site, now))
                    .ToList(),
                cancellation);
            outcomes.ForEach(outcome => counts[(int)outcome]++);
            withoutEui += chunk.Length - outcomes.Count;
            progress.Rows += chunk.Length;
        }

        return new ImportReport(
            "Sensorliste / sensor list",
            counts[(int)ForeignDeviceWriter.Outcome.Added],
            counts[(int)ForeignDeviceWriter.Outcome.Updated],
            counts[(int)ForeignDeviceWriter.Outcome.Unchanged],
            table.Problems.Named,
            withoutEui == 0 ? [] : [$"{withoutEui} Zeilen ohne EUI: nur der Standort wurde übernommen / rows without EUI: only the site was taken"])
        {
            LeftOut = table.Problems.Count,
        };
    }

    private static IEnumerable<SiteRecord> Trees(CsvTable table, TreeNotes notes)
    {
        foreach (var (row, site) in Parse(table, TreeRow.Read))
        {
            if (notes.Note(site, row.Line, row.Doubts))
            {
                yield return site;
            }
            else
            {
                table.Problems.Add(row.Line, $"GISID {site.Reference} kommt mehrmals vor, die erste Zeile gilt / appears more than once");
            }
        }
    }

    private static IEnumerable<(CsvRow Row, T Record)> Parse<T>(CsvTable table, Func<CsvRow, T> read)
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
                table.Problems.Add(row.Line, problem.Message);
                continue;
            }

            yield return (row, record);
        }
    }

    /// <summary>How far an import is on disk.</summary>
    private sealed class Progress
    {
        public int Rows { get; set; }
    }
}
