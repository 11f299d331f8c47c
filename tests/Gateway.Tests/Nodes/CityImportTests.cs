using System.Text;
using CsCheck;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class CityImportTests
{
    [Fact]
    public async Task Lists_of_the_city_are_taken_whole_in_any_order_and_only_once()
    {
        await using var registry = new TestRegistry();
        string[] files = ["teros21_sensoren.csv", "sensorstandort_baum.csv", "sensoren_2025-08.csv", "baumkataster_jena_sample1000.csv"];

        foreach (var file in files)
        {
            Assert.Empty((await ImportAsync(registry, file)).Problems);
            var again = await ImportAsync(registry, file);
            Assert.Equal((0, 0), (again.Added, again.Updated));
        }

        var devices = registry.Directory.All();
        Assert.Equal(35, devices.Count);
        Assert.Equal("1_45246", registry.Directory.FindForeign("8CF95720000D4A69")!.Site!.Reference);
        Assert.Equal(2, devices.Count(device => device.Site!.Reference == "standort-122"));
        Assert.All(devices, device => Assert.InRange(device.Site!.Latitude, 50.8, 51.0));
    }

    [Fact]
    public async Task Register_of_forty_two_thousand_trees_is_imported_row_by_row()
    {
        await using var registry = new TestRegistry();
        var text = new StringBuilder("gisid,baumnummer,ga_lang,strasse,rechtswert,hochwert\n");
        for (var tree = 0; tree < 42_000; tree++)
        {
            var easting = tree % 100 == 7 ? "unbekannt" : $"{680_000 + (tree % 5000)}.25";
            text.Append($"1_{tree},{tree % 90},\"Acer campestre, Feldahorn\",Straße {tree % 300},{easting},{5_640_000 + (tree / 10)}\n");
        }

        var report = await registry.ImportAsync(text.ToString());

        Assert.Equal(41_580, report.Added);
        Assert.Equal(420, report.Problems.Count);
        Assert.Equal(9, report.Problems[0].Line);
    }

    [Fact]
    public async Task Whatever_a_file_holds_good_rows_are_taken_and_nothing_escapes()
    {
        await using var registry = new TestRegistry();
        var garbage = Gen.OneOf(
            Gen.String[Gen.Char, 0, 60],
            Gen.String[Gen.Char[",\";1_a.-\t\0é"], 0, 60],
            Gen.Const("\"open, 1,2,3"),
            Gen.Const(",,,,,,,,,"));
        await garbage.Array[0, 6].SampleAsync(
            async rows =>
            {
                // Line ends and quotes inside garbage may swallow rows beside it, but only as far as a record can reach.
                var clean = rows.Select(row => row.Replace("\n", " ", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal));
                var report = await registry.ImportAsync(SiteImportTests.TwoTrees + string.Join('\n', clean) + "\n" + SiteImportTests.OneTree.Split('\n')[1]);
                Assert.Equal(2, report.Added + report.Updated + report.Unchanged);
                Assert.All(report.Problems, problem => Assert.InRange(problem.Line, 4, 5 + rows.Length));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Reader_ends_on_any_text_and_keeps_lines_in_order() => Gen.String[Gen.Char, 0, 400].Sample(text =>
    {
        var lines = CsvReader.Read(text.Split('\n')).Select(record => record.Line).ToList();
        Assert.Equal(lines.Order(), lines);
        Assert.Equal(lines.Distinct(), lines);
    });

    [Fact]
    public void Fields_written_with_quotes_read_back() => Gen.String[Gen.Char["a,\"\n; ß"], 0, 12].Array[1, 6].Sample(fields =>
    {
        var line = string.Join(',', fields.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        var record = CsvReader.Read(("sep=,\na\n" + line).Split('\n')).Skip(1).First();
        Assert.Equal(fields.Select(field => field.Trim()), record.Fields);
    });

    [Fact]
    public void Quote_that_never_closes_spoils_its_own_line_only()
    {
        var text = "a,b\n\"open,1\n" + string.Join('\n', Enumerable.Range(0, 100).Select(row => $"{row},x"));

        var records = CsvReader.Read(text.Split('\n')).ToList();

        Assert.Null(records[1].Fields);
        Assert.Equal(102, records.Count);
    }

    private static async Task<ImportReport> ImportAsync(TestRegistry registry, string name)
    {
        await using var file = CityData.Open(name);
        return await registry.Import.ImportAsync(file, TestRegistry.Cancellation);
    }
}
