using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class SiteImportTests
{
    private const string Header = "gid,gisid,baumnummer,gattung,ga_lang,strasse,pflanzjahr,gefaellt_am,rechtswert,hochwert\n";

    public const string OneTree =
        Header + "280,1_42672,3,Tilia,\"Tilia cordata, Winterlinde\",Maria-Pawlowna-Str.,2017,,683635.998,5648052.7965\n";

    public const string TwoTrees =
        OneTree + "279,1_42677,8,Tilia,\"Tilia cordata, Winterlinde\",Maria-Pawlowna-Str.,2017,,683613.847450002,5648068.38345001\n";

    private const string SensorHeader = "gid,sensorstandort_gid,in_tiefe,eingesetzt,x,y,standort,hersteller,model,eui\n";

    [Fact]
    public async Task Tree_becomes_a_site_with_place_species_and_street()
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync(OneTree);

        Assert.Equal((1, 0, 0), (report.Added, report.Updated, report.Unchanged));
        Assert.Empty(report.Problems);
        var node = await registry.AddNodeAsync(site: "1_42672");
        var site = registry.Directory.Describe(node.DeviceId)!.Site!;
        Assert.Equal("Winterlinde 3, Maria-Pawlowna-Str.", site.Name);
        Assert.Equal("Winterlinde", site.SpeciesGerman);
        Assert.Equal(50.95479148, site.Latitude, 1e-7);
        Assert.Equal(11.61467748, site.Longitude, 1e-7);
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(TwoTrees);

        var again = await registry.ImportAsync(TwoTrees);

        Assert.Equal((0, 0, 2), (again.Added, again.Updated, again.Unchanged));
    }

    [Fact]
    public async Task Changed_row_updates_its_site_only()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(TwoTrees);

        var report = await registry.ImportAsync(TwoTrees.Replace("1_42677,8", "1_42677,9", StringComparison.Ordinal));

        Assert.Equal((0, 1, 1), (report.Added, report.Updated, report.Unchanged));
    }

    [Theory]
    [InlineData(",280,1,Tilia,x,y,2017,,683635,5648052", "GISID")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,,5648052", "Rechtswert")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,5648052,683635", "vertauscht")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,0,0", "Deutschland")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,abc,5648052", "keine Zahl")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,NaN,5648052", "keine Zahl")]
    [InlineData("1,1_9,1,Tilia,x,y,2017,,683635", "9 Felder statt 10")]
    [InlineData("1,1_9,1,\"Tilia,x,y,2017,,683635,5648052", "Anführungszeichen")]
    [InlineData("280,1_42672,4,Tilia,x,y,2017,,683635.998,5648052.7965", "mehrmals")]
    public async Task Bad_row_is_named_with_line_and_reason_and_the_others_are_taken(string row, string reason)
    {
        await using var registry = new TestRegistry();
        var lines = TwoTrees.Split('\n');

        var report = await registry.ImportAsync(string.Join('\n', [.. lines[..2], row, .. lines[2..]]));

        var problem = Assert.Single(report.Problems);
        Assert.Equal(3, problem.Line);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
        Assert.Equal(2, report.Added);
    }

    [Fact]
    public async Task Semicolons_decimal_commas_windows_letters_and_a_byte_order_mark_are_understood()
    {
        await using var registry = new TestRegistry();
        const string Text = "GISID;Strasse;Baumnummer;GA_Lang;Rechtswert;Hochwert\r\n1_1;Jägerbergstr.;7;Acer campestre, Feldahorn;683635,998;5648052,7965\r\n";
        var windows = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Text);

        var report = await registry.Import.ImportAsync(new MemoryStream(windows), TestRegistry.Cancellation);
        var again = await registry.ImportAsync("﻿" + Text);

        Assert.Equal(1, report.Added);
        Assert.Equal(1, again.Unchanged);
        var node = await registry.AddNodeAsync(site: "1_1");
        Assert.Equal("Feldahorn 7, Jägerbergstr.", registry.Directory.Describe(node.DeviceId)!.Site!.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,ort\na,b\n")]
    public async Task File_that_is_no_list_of_the_city_is_refused_with_the_columns_expected(string text)
    {
        await using var registry = new TestRegistry();

        await Assert.ThrowsAsync<RegistryException>(() => registry.ImportAsync(text));
    }

    [Fact]
    public async Task Sensor_stands_at_the_tree_that_carries_its_sensor_site_number()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(OneTree);

        var report = await registry.ImportAsync(
            SensorHeader + "82,280,60 cm,2025/09/23,683635.388,5648052.757,Maria-Pawlowna-Str.,,TEROS21,8CF9572000130B5E\n");

        Assert.Equal(1, report.Added);
        var device = registry.Directory.FindForeign("8C-F9-57-20-00-13-0B-5E")!;
        Assert.Equal("8cf9572000130b5e", device.Name);
        Assert.Equal("1_42672", device.Site!.Reference);
        Assert.Equal(DeviceKindOf.Foreign, device.Kind);
        Assert.Equal("TEROS21", device.Model);
        Assert.Equal([30, 60], device.Probes.Select(probe => probe.DepthCentimeters));
        Assert.Null(registry.Directory.DescribeAt(device.DeviceId, new(2025, 9, 22, 0, 0, 0, TimeSpan.Zero))!.Site);
    }

    [Fact]
    public async Task Sensor_of_an_unknown_tree_gets_a_spot_that_becomes_the_tree_later()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(
            SensorHeader + "82,280,30/60/90 cm,2025/09/23,683635.388,5648052.757,Wiesenstr.,Eigenbau,X,8CF9572000130B5E\n");
        Assert.Equal("standort-280", registry.Directory.FindForeign("8cf9572000130b5e")!.Site!.Reference);

        await registry.ImportAsync(OneTree);

        var device = registry.Directory.FindForeign("8cf9572000130b5e")!;
        Assert.Equal("1_42672", device.Site!.Reference);
        Assert.Equal([30, 60, 90], device.Probes.Select(probe => probe.DepthCentimeters));
    }

    [Fact]
    public async Task Spot_and_tree_that_both_exist_become_one()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync("gisid,strasse,rechtswert,hochwert\n1_42672,x,683635.998,5648052.7965\n");
        await registry.ImportAsync(SensorHeader + "82,280,60 cm,2025/09/23,683635.388,5648052.757,Wiesenstr.,Dragino,LSE01,8CF9572000130B5E\n");

        await registry.ImportAsync(OneTree);

        Assert.Equal("1_42672", registry.Directory.FindForeign("8cf9572000130b5e")!.Site!.Reference);
        await Assert.ThrowsAsync<RegistryException>(() => registry.AddNodeAsync(site: "standort-280"));
    }

    [Theory]
    [InlineData("82,,60 cm,2025/09/23,683635,5648052,W,M,L,8CF9572000130B5E", "sensorstandort_gid")]
    [InlineData("82,1,tief,2025/09/23,683635,5648052,W,M,L,8CF9572000130B5E", "Tiefe")]
    [InlineData("82,1,600 cm,2025/09/23,683635,5648052,W,M,L,8CF9572000130B5E", "Tiefe")]
    [InlineData("82,1,60 cm,,683635,5648052,W,M,L,8CF9572000130B5E", "eingesetzt")]
    [InlineData("82,1,60 cm,2025/09/23,683635,5648052,W,M,L,8CF95720", "EUI")]
    public async Task Bad_sensor_row_is_named(string row, string reason)
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync(SensorHeader + row + "\n");

        Assert.Contains(reason, Assert.Single(report.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(0, report.Added);
    }

    [Fact]
    public async Task Sensor_without_eui_leaves_its_site()
    {
        await using var registry = new TestRegistry();

        var report = await registry.ImportAsync(SensorHeader + "1,126,30 cm,2022/03/28,683224.801,5646875.914,Wiesenstraße,SENSOTERRA,S,\n");

        Assert.Single(report.Notes);
        Assert.Equal("standort-126", registry.Directory.Describe((await registry.AddNodeAsync(site: "standort-126")).DeviceId)!.Site!.Reference);
    }
}
