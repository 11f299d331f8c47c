using System.Globalization;
using System.Text;
using CsCheck;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>The tree register as it comes: many hands, many programs, and another one every year.</summary>
public sealed class MessyRegisterTests
{
    private const string Header = "gisid;strasse;baumnummer;ga_lang;kr_durchm;gefaellt_am;rechtswert;hochwert";
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Fact]
    public async Task Lines_of_two_encodings_in_one_file_keep_their_letters()
    {
        await using var registry = new TestRegistry();
        var lines = Enumerable.Range(1, 40).Select(number => Tree($"1_{number}", $"Jägerstraße {number}")).ToList();
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encode(Header, Encoding.UTF8), .. lines.SelectMany((line, index) => Encode(line, index % 3 == 0 ? Windows : Encoding.UTF8))];

        var report = await registry.Import.ImportAsync(new MemoryStream(bytes), TestRegistry.Cancellation);

        Assert.Equal((40, 0), (report.Added, report.Problems.Count));
        Assert.Equal(40, (await registry.ImportAsync(Header + "\n" + string.Join('\n', lines))).Unchanged);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task File_with_a_mark_is_read_in_its_encoding(string name)
    {
        await using var registry = new TestRegistry();
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"sep=;\r\n{Header}\r\n{Tree("1_7", "Löbdergraben")}\r\n")];

        Assert.Equal(1, (await registry.Import.ImportAsync(new MemoryStream(bytes), TestRegistry.Cancellation)).Added);

        var node = await registry.AddNodeAsync(site: "1_7");
        Assert.Contains("Löbdergraben", registry.Directory.Describe(node.DeviceId)!.Site!.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca. 5", "")]
    [InlineData("", "Mai 2020")]
    [InlineData("5-6 m", "31.02.2020")]
    public async Task Unreadable_side_value_costs_the_value_and_not_the_tree(string crown, string felled)
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync($"{Header}\n{Tree("1_1")}\n{Tree("1_2", crown: crown, felled: felled)}\n");

        Assert.Equal((2, 0), (report.Added, report.Problems.Count));
        Assert.Contains("Zeile 3", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_and_line_ends_in_names_become_blanks()
    {
        await using var registry = new TestRegistry();

        await registry.ImportAsync($"{Header}\n{Tree("1_1", "\"Am\e[31m Planetarium\n5\u0000\"")}\n");

        var node = await registry.AddNodeAsync(site: "1_1");
        Assert.DoesNotContain(registry.Directory.Describe(node.DeviceId)!.Site!.Name, char.IsControl);
    }

    [Fact]
    public async Task Felled_tree_with_a_node_and_a_tree_that_left_the_register_are_told()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync($"{Header}\n{Tree("1_1")}\n{Tree("1_2")}\n{Tree("1_3")}\n");
        var standing = await registry.AddNodeAsync(site: "1_1");
        await registry.AddNodeAsync(site: "1_2");

        var report = await registry.ImportAsync($"{Header}\n{Tree("1_1", felled: "12.03.2026")}\n{Tree("1_3")}\n");

        Assert.Equal((0, 1, 1), (report.Added, report.Updated, report.Unchanged));
        Assert.Contains(report.Notes, note => note.Contains("Gefällt, aber mit Knoten", StringComparison.Ordinal) && note.EndsWith("1_1", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.Contains("nicht in dieser Datei", StringComparison.Ordinal) && note.EndsWith("1_2", StringComparison.Ordinal));
        Assert.Equal("1_1", registry.Directory.Describe(standing.DeviceId)!.Site!.Reference);
    }

    [Fact]
    public async Task List_of_sensor_trees_is_no_whole_register_and_misses_nothing()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync($"{Header}\n{Tree("1_2")}\n");
        await registry.AddNodeAsync(site: "1_2");

        Assert.Empty((await registry.ImportAsync(SiteImportTests.OneTree)).Notes);
    }

    [Fact]
    public async Task Whole_register_with_a_tenth_of_bad_rows_takes_the_others_once()
    {
        await using var registry = new TestRegistry();
        var rows = Enumerable.Range(0, 6000).Select(number => (number % 50) switch
        {
            0 => Tree($"1_{number}", easting: "", northing: ""),
            1 => Tree($"1_{number}", easting: "5648052,79", northing: "683635,99"),
            2 => Tree($"1_{number}", easting: "683635", northing: "0"),
            3 => Tree($"1_{number}").Replace(';', '\t'),
            4 => Tree("1_5"),
            _ => Tree($"1_{number}", $"\"Straße; \"\"{number}\"\"\"", easting: (683000 + (number / 10.0)).ToString(CultureInfo.InvariantCulture).Replace('.', ',')),
        });
        var text = Header + "\r\n" + string.Join("\r\n", rows);

        var first = await registry.ImportAsync(text);
        var second = await registry.ImportAsync(text);

        Assert.Equal(6000 - (5 * 120), first.Added);
        Assert.Equal(5 * 120, first.Problems.Count);
        Assert.Equal(first.Problems.Select(problem => problem.Line).Order(), first.Problems.Select(problem => problem.Line));
        Assert.Equal((0, 0, first.Added), (second.Added, second.Updated, second.Unchanged));
    }

    [Fact]
    public void Any_bytes_are_a_text_and_any_text_is_a_table_or_a_clear_refusal() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        try
        {
            foreach (var row in CsvTable.Read(new MemoryStream(bytes)).Rows)
            {
                Assert.DoesNotContain(row.Text("x") ?? "", char.IsControl);
            }
        }
        catch (RegistryException)
        {
            // No header: told to the person.
        }
    });

    [Fact]
    public void Any_table_written_with_quotes_reads_back() =>
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 1, 12].Array[1, 6].Array[1, 8], Gen.OneOf(Gen.Const(','), Gen.Const(';'), Gen.Const('\t'))).Sample((cells, separator) =>
        {
            var columns = cells[0].Length;
            var rows = cells.Where(row => row.Length == columns).ToList();
            var header = string.Join(separator, Enumerable.Range(0, columns + 1).Select(column => $"c{column}"));
            var text = header + "\n" + string.Join('\n', rows.Select(row => "k" + separator + string.Join(separator, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));

            var read = CsvReader.Read(text.Split('\n')).Skip(1).Select(record => record.Fields![1..]);

            Assert.Equal(rows.Select(row => row.Select(cell => cell.Trim())), read);
        });

    private static string Tree(
        string reference, string street = "Marktstr.", string crown = "5,5", string felled = "", string easting = "683635,998", string northing = "5648052,7965") =>
        $"{reference};{street};3;Tilia cordata, Winterlinde;{crown};{felled};{easting};{northing}";

    private static byte[] Encode(string line, Encoding encoding) => encoding.GetBytes(line + "\r\n");
}
