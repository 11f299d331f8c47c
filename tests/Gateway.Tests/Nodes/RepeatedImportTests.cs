using System.Globalization;
using CsCheck;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Lists that come again, in another order, in parts, or with a tree twice: the sites are those of the last word on each.</summary>
public sealed class RepeatedImportTests
{
    private const string Trees = "gisid;baumnummer;ga_lang;strasse;rechtswert;hochwert\n";
    private const string Sensors = "gid,sensorstandort_gid,in_tiefe,eingesetzt,x,y,standort,hersteller,model,eui\n";
    private const string Sensor = "82,280,60 cm,2025/09/23,683635.388,5648052.757,Wiesenstr.,Dragino,LSE01,8CF9572000130B5E\n";

    private static readonly Gen<(int Id, int Number, int Place)> Row = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 3], Gen.Int[0, 3]);

    [Fact]
    public async Task Of_a_tree_that_is_in_a_list_twice_the_first_row_holds_and_of_two_lists_the_second() => await Row.Array[1, 15].Array[1, 3].SampleAsync(
        async lists =>
        {
            await using var registry = new TestRegistry();
            var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var list in lists)
            {
                var report = await registry.ImportAsync(Trees + string.Concat(list.Select(Line)));

                var firsts = list.DistinctBy(row => row.Id).ToList();
                Assert.Equal(list.Length - firsts.Count, report.LeftOut);
                Assert.Equal(firsts.Count(row => !expected.ContainsKey($"1_{row.Id}")), report.Added);
                Assert.Equal(firsts.Count, report.Added + report.Updated + report.Unchanged);
                firsts.ForEach(row => expected[$"1_{row.Id}"] = $"Feldahorn {row.Number}, Straße {row.Place}");
            }

            Assert.Equal(expected, Names(registry));
            var again = await registry.ImportAsync(Trees + string.Concat(lists[^1].DistinctBy(row => row.Id).Reverse().Select(Line)));
            Assert.Equal((0, 0), (again.Added, again.Updated));
        },
        iter: 30);

    [Fact]
    public async Task Sensor_list_twice_makes_no_second_sensor_stay_or_probe()
    {
        await using var registry = new TestRegistry();
        Assert.Equal(1, (await registry.ImportAsync(Sensors + Sensor)).Added);
        var before = registry.Directory.FindForeign("8CF9572000130B5E")!;
        registry.Time.Advance(TimeSpan.FromDays(40));

        foreach (var list in new[] { Sensor, Sensor + Sensor, Sensor.Replace("8CF9572000130B5E", "8c-f9-57-20-00-13-0b-5e", StringComparison.Ordinal) })
        {
            var again = await registry.ImportAsync(Sensors + list);
            Assert.Equal((0, 0), (again.Added, again.Updated));
        }

        var after = registry.Directory.FindForeign("8CF9572000130B5E")!;
        Assert.Equal((before.DeviceId, before.Site), (after.DeviceId, after.Site));
        Assert.Equal(before.Probes, after.Probes);
        Assert.Single(registry.Directory.All());
    }

    [Fact]
    public async Task Sensor_dug_in_anew_at_another_depth_in_May_leaves_April_as_it_was()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(Sensors + Sensor);
        registry.Time.Advance(TimeSpan.FromDays(60));

        await registry.ImportAsync(Sensors + Sensor.Replace("60 cm,2025/09/23", "30 cm,2026/05/10", StringComparison.Ordinal));

        var device = registry.Directory.FindForeign("8CF9572000130B5E")!.DeviceId;
        Assert.Equal(60, Depth(new DateTimeOffset(2026, 4, 15, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(30, Depth(new DateTimeOffset(2026, 5, 20, 0, 0, 0, TimeSpan.Zero)));

        int Depth(DateTimeOffset at) => Assert.Single(registry.Directory.DescribeAt(device, at)!.Probes).DepthCentimeters;
    }

    [Theory]
    [InlineData("2026/02/30")]
    [InlineData("30.02.2026")]
    [InlineData("0000-00-00")]
    [InlineData("Frühling")]
    [InlineData("")]
    public async Task Sensor_with_a_day_that_is_none_is_named_and_the_next_one_is_taken(string day)
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync(Sensors + Sensor.Replace("2025/09/23", day, StringComparison.Ordinal) + Sensor.Replace("0B5E", "0B5F", StringComparison.Ordinal));

        Assert.Equal((1, 1), (report.Added, report.LeftOut));
        Assert.Equal(2, Assert.Single(report.Problems).Line);
        Assert.Null(registry.Directory.FindForeign("8CF9572000130B5E"));
    }

    private static string Line((int Id, int Number, int Place) row) => string.Create(
        CultureInfo.InvariantCulture,
        $"1_{row.Id};{row.Number};\"Acer campestre, Feldahorn\";Straße {row.Place};{680_000 + row.Id},25;5648052,7\n");

    private static SortedDictionary<string, string> Names(TestRegistry registry) => new(
        registry.Get<Jena.SensorNode.Gateway.Nodes.Sites.SiteBook>().Find("").ToDictionary(site => site.Reference, site => site.Name), StringComparer.Ordinal);
}
