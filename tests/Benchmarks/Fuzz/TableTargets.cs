using System.Text;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Lists that others export: the tree register and the lists of sensors.</summary>
internal static class TableTargets
{
    private const string TreeHeader = "gid,gisid,strasse,baumnummer,ga_lang,gattung,pflanzjahr,kr_durchm,gefaellt_am,historisch_am,tour,pflegebereich,rechtswert,hochwert";
    private const string SensorHeader = "sensorstandort_gid,in_tiefe,eingesetzt,x,y,standort,hersteller,model,eui";

    // A record may span twenty lines, and lines of quotes are looked at again from each of them.
    private const long MostHeap = 8_000_000;

    private static readonly string[][] TreeFields =
    [
        ["280", "", "x"], ["1_42672", "1_9", "42672", ""], ["Am Anger", "\"Am Anger, \"\"West\"\"\"", "\"zwei\nZeilen\"", "Straße"], ["3", "3a", ""], ["\"Tilia cordata, Winterlinde\"", "Tilia", ","], ["Tilia", ""],
        ["2017", "17", "-1"], ["2", "2,5", "2.5", "viel"], ["", "31.12.2025", "2025/12/31", "31.31.2025"], ["", "2025-12-31"], ["009", ""], ["N", ""], ["683635.998", "32683635.998", "11.61", "\"683635,998\"", "5648052.7", ""], ["5648052.7965", "50.95", "683635.9", ""],
    ];

    private static readonly string[][] SensorFields =
    [
        ["126", "-1", ""], ["30 cm", "30/60/90 cm", "300 cm", "tief"], ["2022/03/28", "28.03.2022", "28.3.22", ""], ["683224.801", "11.608", ""], ["5646875.914", "50.944", ""], ["Wiesenstraße", "\"Am Oelste, unten\"", ""],
        ["SENSOTERRA", ""], ["Single Depth sensor 30", "TEROS21"], ["", "8CF95720000D4ADC", "8c-f9-57-20-00-0d-4a-dc", "8CF9"],
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("tables of trees", [Trees(new Random(1)), Trees(new Random(2))], data => Read(data, CheckTree)) { Make = Trees, MostAllocatedBytes = MostHeap },
        new("tables of sensors", [Sensors(new Random(1)), Sensors(new Random(2))], data => Read(data, CheckSensor)) { Make = Sensors, MostAllocatedBytes = MostHeap },
    ];

    // Accepted is a table of which a row was taken.
    private static bool Read(byte[] data, Action<CsvRow> check)
    {
        using var stream = new MemoryStream(data);
        try
        {
            var table = CsvTable.Read(stream);
            var (taken, line) = (0, 0);
            foreach (var row in table.Rows)
            {
                Word.Keep(row.Line > line, "Rows do not come in the order of their lines.");
                line = row.Line;
                try
                {
                    check(row);
                    taken++;
                }
                catch (RowProblemException problem)
                {
                    Word.Keep(problem.Message.Length is > 0 and < 400 && !problem.Message.Any(char.IsControl), "A reason that nobody can read.");
                }
            }

            Word.Keep(line <= data.Length + 1 && table.Problems.Named.Count == table.Problems.Count, "More lines than bytes, or a problem that is not named.");
            return taken > 0;
        }
        catch (RegistryException)
        {
            // No table at all, said in words.
            return false;
        }
    }

    private static void CheckTree(CsvRow row)
    {
        var site = TreeRow.Read(row);
        Word.Keep(TreeRow.IsReference(site.Reference) && IsInGermany(site.Latitude, site.Longitude) && IsPlain(site.Name, site.Street, site.SpeciesGerman, site.WateringTour), "A tree that is none.");
        Word.Keep(site.PlantedYear is null or (> 1000 and < 3000), "Planted in no year.");
    }

    private static void CheckSensor(CsvRow row)
    {
        var sensor = SensorRow.Read(row);
        Word.Keep(IsInGermany(sensor.Latitude, sensor.Longitude) && IsPlain(sensor.Place, sensor.Model) && sensor.DepthsCentimeters.Count is >= 1 and <= 8, "A sensor that is none.");
        Word.Keep(sensor.Eui is null || (Eui.TryNormalize(sensor.Eui, out var eui) && eui == sensor.Eui), "No EUI.");
    }

    private static bool IsInGermany(double latitude, double longitude) => latitude is > 46 and < 57 && longitude is > 4 and < 17;

    private static bool IsPlain(params string?[] texts) => texts.All(text => text is null || !text.Any(char.IsControl));

    private static byte[] Trees(Random random) => Table(random, TreeHeader, TreeFields);

    private static byte[] Sensors(Random random) => Table(random, SensorHeader, SensorFields);

    // The first form of each field is a good one, and the likeliest.
    private static byte[] Table(Random random, string header, string[][] fields)
    {
        var (separator, end) = (random.Next(4) == 0 ? ";" : ",", random.Next(4) == 0 ? "\r\n" : "\n");
        var rows = Enumerable.Range(0, random.Next(1, 5)).Select(_ => string.Join(separator, fields.Select(forms => random.Next(10) > 0 ? forms[0] : forms[random.Next(forms.Length)])));
        var text = string.Join(end, rows.Prepend(header.Replace(",", separator, StringComparison.Ordinal)));
        var encoding = random.Next(8) switch
        {
            0 => Encoding.Unicode,
            1 => Encoding.Latin1,
            _ => Encoding.UTF8,
        };
        return [.. random.Next(4) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
    }
}
