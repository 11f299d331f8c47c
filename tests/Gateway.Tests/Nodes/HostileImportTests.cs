using System.Text;
using CsCheck;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Files that no office should export and every office does: no good row is lost for a bad neighbour, and the counts are exact.</summary>
public sealed class HostileImportTests
{
    private const string Header = "gisid,strasse,baumnummer,ga_lang,rechtswert,hochwert";
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Damage that stays in its own line, and how many rows it makes.</summary>
    private static readonly Gen<string> Damaged = Gen.OneOf(
        Gen.Int[1, 9].Select(number => $"1_9{number},\"Am Anger,3,Linde,683635.9,5648052.7"),
        Gen.Int[1, 9].Select(number => $"1_9{number},Am Anger\",3,\"Linde,683635.9,5648052.7"),
        Gen.Int[1, 9].Select(number => $"1_9{number},Am Anger,3,Linde,683635.9,\""),
        Gen.Const("\"1_91\",\"Am Anger\"x,3,Linde,683635.9,5648052.7"),
        Gen.Const("1_92,Am Anger,3,Linde,683635.9"),
        Gen.Const("1_93,Am Anger,3,Linde,683635.9,5648052.7,zuviel"),
        Gen.Const("Linde,Am Anger,3,1_94,683635.9,5648052.7"),
        Gen.Const("1_95,Am Anger,3,Linde,ca. 683635,5648052.7"),
        Gen.Const("\0\u0001\u0002garbage"),
        Gen.String[Gen.Char[";a1_.\t "], 1, 30].Where(text => text.Trim().Length > 0),
        Gen.Const(new string('x', CsvText.MaximumLineBytes + 1)));

    private static readonly Gen<bool[]> Mixes = Gen.Bool.Array[1, 40];

    [Fact]
    public Task Every_good_row_is_taken_and_every_bad_one_counted_whatever_stands_beside_it() => Gen.Select(Mixes, Damaged.Array[40], Gen.Int[0, 3]).SampleAsync(
        async (isGood, damaged, style) =>
        {
            await using var registry = new TestRegistry();
            var lines = isGood.Select((good, index) => good ? Good(index, style) : damaged[index]).ToList();

            var report = await registry.ImportAsync($"{Header}\r\n{string.Join(isGood.Length % 2 == 0 ? "\r\n" : "\n", lines)}\n");

            // Damaged lines beside each other may be one record with quotes over both: it is one row left out.
            Assert.Equal(isGood.Count(good => good), report.Added);
            Assert.Equal(report.Problems.Count, report.LeftOut);
            Assert.All(report.Problems, problem => Assert.False(isGood[problem.Line - 2]));
        },
        iter: 150,
        threads: 1);

    [Theory]
    [InlineData("1_8,\"offen,3,x,1,2\n1_1,\",Anger\",3,Linde,683635.9,5648052.7")]
    [InlineData("1_8,\"offen,3,x,1,2\n1_1,Anger,3,Linde,683635.9,5648052.7\n1_9,zu\",3,Linde,x,y")]
    [InlineData("1_8,\"offen,3,x,1,2\n1_1,Anger,\"\",Linde,683635.9,5648052.7")]
    [InlineData("1_8,offen,3,x,1,\"\n\n1_1,\"Anger\",\"3\",\"Linde\",\"683635.9\",\"5648052.7\"\n1_9,zu,\",3,4,5")]
    public async Task Open_quote_takes_no_neighbour_with_it_and_mixes_no_two_trees(string rows)
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync($"{Header}\n{rows}\n");

        Assert.Equal(1, report.Added);
        Assert.Equal("1_1", Assert.Single(registry.Get<SiteBook>().Find("")).Reference);
        Assert.Equal(rows.Split('\n').Count(line => line.Length > 0) - 1, report.LeftOut);
    }

    [Fact]
    public async Task Text_over_several_lines_is_one_row()
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync($"{Header}\n1_1,\"Am Anger,\r\nhinter dem \"\"Bach\"\"\n,\",3,Linde,683635.9,5648052.7\n{Good(2, 0)}\n");

        Assert.Equal((2, 0), (report.Added, report.LeftOut));
        Assert.Contains("hinter dem \"Bach\"", registry.Get<SiteBook>().Find("1_1")[0].Street, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_encoding_line_end_and_mark_gives_the_same_trees() => await Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[1, 700]).SampleAsync(
        async (kind, end, trees) =>
        {
            await using var registry = new TestRegistry();
            var lines = Enumerable.Range(0, trees).Select(number => $"1_{number},Löbdergraben „{number}“ ÄÖÜ,3,Linde,683635.9,5648052.7").Prepend(Header);
            var text = string.Join(end switch { 0 => "\n", 1 => "\r\n", _ => "\r" }, lines);
            byte[] bytes = kind switch
            {
                0 => Encoding.UTF8.GetBytes(text),
                1 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
                2 => Windows.GetBytes(text),
                3 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
                4 => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
                5 => Encoding.Unicode.GetBytes(text),
                _ => Encoding.BigEndianUnicode.GetBytes(text),
            };

            var report = await registry.Import.ImportAsync(new DrippingStream(bytes), TestRegistry.Cancellation);

            Assert.Equal((trees, 0), (report.Added, report.LeftOut));
            Assert.Equal("Löbdergraben „0“ ÄÖÜ", registry.Get<SiteBook>().Find("„0“")[0].Street);
        },
        iter: 40,
        threads: 1);

    [Theory]
    [InlineData("683635,998", "5648052,7965")]
    [InlineData("32683635.998", "5648052.7965")]
    [InlineData("11.61467748", "50.95479148")]
    [InlineData("11,61467748", "50,95479148")]
    public async Task Place_in_a_usual_form_is_understood(string easting, string northing)
    {
        await using var registry = new TestRegistry();

        await registry.ImportAsync($"gisid;rechtswert;hochwert\n1_1;{easting};{northing}");

        var site = registry.Get<SiteBook>().Find("")[0];
        Assert.Equal(50.95479148, site.Latitude, 1e-6);
        Assert.Equal(11.61467748, site.Longitude, 1e-6);
    }

    [Theory]
    [InlineData("50.95", "11.61", "vertauscht")]
    [InlineData("5648052", "32683635", "vertauscht")]
    [InlineData("4471234", "5648052", "Deutschland")]
    [InlineData("33683635", "5648052", "Deutschland")]
    [InlineData("2.35", "48.85", "Deutschland")]
    [InlineData("-683635", "5648052", "Deutschland")]
    [InlineData("5.64805E+06", "683635", "keine Zahl")]
    [InlineData("683.635,99", "5.648.052,79", "keine Zahl")]
    [InlineData("NaN", "5648052", "keine Zahl")]
    [InlineData("99999999999999999999999999", "5648052", "Deutschland")]
    public async Task Place_that_cannot_be_meant_is_left_out_with_the_reason(string easting, string northing, string reason)
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync($"gisid;rechtswert;hochwert\n1_1;{easting};{northing}\n1_2;683635;5648052");

        Assert.Equal(1, report.Added);
        Assert.Contains(reason, Assert.Single(report.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_may_come_in_any_order_twice_and_with_a_mark_before_the_first()
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync("\uFEFF\uFEFFHOCHWERT;Leer;Rechtswert;GISID;Leer;strasse\n5648052.7;;683635.9;1_1;;Anger\n");

        Assert.Equal((1, 0), (report.Added, report.LeftOut));
        Assert.Equal("Baum, Anger", registry.Get<SiteBook>().Find("anger")[0].Name);
    }

    [Fact]
    public async Task Import_that_is_cancelled_says_how_far_it_came_too()
    {
        await using var registry = new TestRegistry();
        var rows = string.Join('\n', Enumerable.Range(0, 9000).Select(number => Good(number, 0)));
        using var cancelled = new CancellationTokenSource();
        registry.Directory.Changed += cancelled.Cancel;

        var refusal = await Assert.ThrowsAsync<RegistryException>(() => registry.Import.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{rows}")), cancelled.Token));

        Assert.Contains($"nach {registry.Get<SiteBook>().Find("").Count} Zeilen", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_that_breaks_off_says_how_far_it_came_and_goes_on_next_time()
    {
        await using var registry = new TestRegistry();
        var rows = string.Join('\n', Enumerable.Range(0, 9000).Select(number => Good(number, 0)));
        var broken = new DrippingStream(Encoding.UTF8.GetBytes($"{Header}\n{rows}"), failsAt: 300_000);

        var refusal = await Assert.ThrowsAsync<RegistryException>(() => registry.Import.ImportAsync(broken, TestRegistry.Cancellation));
        var taken = registry.Get<SiteBook>().Find("").Count;
        var report = await registry.ImportAsync($"{Header}\n{rows}");

        Assert.InRange(taken, 1, 8999);
        Assert.Contains($"nach {taken} Zeilen", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((9000 - taken, 0, taken), (report.Added, report.Updated, report.Unchanged));
    }

    // A good row in the hands of several programs.
    private static string Good(int number, int style) => style switch
    {
        0 => $"1_{100 + number},Anger,{number},\"Tilia cordata, Winterlinde\",683635.9,5648052.7",
        1 => $"\"1_{100 + number}\",\"Anger\",\"{number}\",\"Tilia cordata, Winterlinde\",\"683635,9\",\"5648052,7\"",
        2 => $"1_{100 + number},,\"\",\"{number}, \"\"schief\"\"\",683635.9,5648052.7",
        _ => $"1_{100 + number},\",Anger\",\"{number}\",\"\",683635.9,5648052.7",
    };

    /// <summary>Gives a few bytes at a time, as pipes do, and fails where it is told to.</summary>
    private sealed class DrippingStream(byte[] bytes, int failsAt = int.MaxValue) : MemoryStream(bytes)
    {
        private readonly Random _sizes = new(1);

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Position < failsAt
            ? base.Read(buffer, offset, Math.Min(count, _sizes.Next(1, 3000)))
            : throw new IOException("the stick was pulled out");
    }
}
