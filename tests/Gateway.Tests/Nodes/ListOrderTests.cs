using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Sites;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Several lists of different times and columns: none takes away what another told, in whatever order they are read.</summary>
public sealed class ListOrderTests
{
    private const string Register =
        "gisid,baumnummer,ga_lang,strasse,pflanzjahr,kr_durchm,tour,pflegebereich,gefaellt_am,rechtswert,hochwert\n" +
        "1_42672,3,\"Tilia cordata, Winterlinde\",Anger,2017,4,009,N,12.03.2026,683635.998,5648052.7965\n";

    private const string Narrow = "gid,gisid,rechtswert,hochwert\n280,1_42672,683635.998,5648052.7965\n";

    private const string SensorHeader = "sensorstandort_gid,in_tiefe,eingesetzt,x,y,standort,hersteller,model,eui\n";
    private const string Earlier = SensorHeader + "126,30 cm,2024/03/28,683224.801,5646875.914,Wiesenstraße,M,X,8CF95720000D4ADC\n";
    private const string Later = SensorHeader + "127,60 cm,2025/09/23,683229.264,5646879.954,Anger,M,X,8CF95720000D4ADC\n";
    private const string Between = SensorHeader + "128,90 cm,2024/12/01,683229.264,5646879.954,Markt,M,X,8CF95720000D4ADC\n";

    [Fact]
    public async Task List_without_a_column_leaves_what_the_register_told()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(Register);
        var told = registry.Get<SiteBook>().Find("")[0];

        var report = await registry.ImportAsync(Narrow);

        Assert.Equal((0, 1), (report.Added, report.Updated)); // The sensor site's number is new.
        Assert.Equal(told with { SensorSiteGid = 280 }, registry.Get<SiteBook>().Find("")[0]);
        Assert.Equal(1, (await registry.ImportAsync(Register)).Unchanged);
        Assert.Equal(1, (await registry.ImportAsync(Narrow)).Unchanged);
    }

    [Fact]
    public async Task Empty_field_of_a_column_that_is_there_takes_back_what_was_told()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(Register);

        await registry.ImportAsync(Register.Replace("12.03.2026", "", StringComparison.Ordinal));

        Assert.Null(registry.Get<SiteBook>().Find("")[0].GoneOn);
    }

    [Theory]
    [InlineData("12.03.2026", "Frühjahr")]
    [InlineData(",4,", ",vier,")]
    public async Task Value_that_cannot_be_read_leaves_the_one_that_was_known(string good, string bad)
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(Register);
        var told = registry.Get<SiteBook>().Find("")[0];

        var report = await registry.ImportAsync(Register.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(1, report.Unchanged);
        Assert.Equal(told, registry.Get<SiteBook>().Find("")[0]);
    }

    [Fact]
    public async Task Site_changed_by_hand_keeps_what_the_register_told()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync(Register);
        var told = registry.Get<SiteBook>().Find("")[0];

        Assert.False(await registry.Import.AddAsync(new SiteRecord("1_42672", "Linde am Tor", 50.95, 11.61), TestRegistry.Cancellation));

        Assert.Equal(told with { Name = "Linde am Tor", Latitude = 50.95, Longitude = 11.61 }, registry.Get<SiteBook>().Find("")[0]);
    }

    [Fact]
    public async Task Site_without_reference_or_name_is_refused()
    {
        await using var registry = new TestRegistry();

        await Assert.ThrowsAsync<RegistryException>(() => registry.Import.AddAsync(new SiteRecord(" ", "Platz", 50.95, 11.61), TestRegistry.Cancellation));
        await Assert.ThrowsAsync<RegistryException>(() => registry.Import.AddAsync(new SiteRecord("p", "", 50.95, 11.61), TestRegistry.Cancellation));
        await Assert.ThrowsAsync<RegistryException>(() => registry.Import.AddAsync(new SiteRecord("p", "a\nb", 50.95, 11.61), TestRegistry.Cancellation));
    }

    [Theory]
    [InlineData(Earlier, Between, Later)]
    [InlineData(Later, Between, Earlier)]
    [InlineData(Between, Later, Earlier)]
    [InlineData(Later, Earlier, Between)]
    public async Task Sensor_that_moved_has_the_same_history_in_whatever_order_its_lists_are_read(params string[] lists)
    {
        await using var registry = new TestRegistry();
        foreach (var list in lists)
            await registry.ImportAsync(list);

        Assert.All(await Task.WhenAll(lists.Select(registry.ImportAsync)), report => Assert.Equal((0, 0, 1), (report.Added, report.Updated, report.Unchanged)));
        var device = registry.Directory.FindForeign("8CF95720000D4ADC")!.DeviceId;
        Assert.Equal(
            [(null, ""), ("standort-126", "30"), ("standort-128", "90"), ("standort-127", "60")],
            new[] { (2024, 1), (2024, 6), (2025, 1), (2026, 1) }.Select(month => At(registry, device, new DateTimeOffset(month.Item1, month.Item2, 1, 0, 0, 0, TimeSpan.Zero))));
    }

    private static (string? Site, string Depths) At(TestRegistry registry, int device, DateTimeOffset instant)
    {
        var then = registry.Directory.DescribeAt(device, instant)!;
        return (then.Site?.Reference, string.Join('/', then.Probes.Select(probe => probe.DepthCentimeters)));
    }
}
