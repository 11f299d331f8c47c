using System.Net;
using System.Text.RegularExpressions;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Status;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>Strangers may be many and loud: what is odd about our own nodes stays in sight, and nothing is left out unsaid.</summary>
public sealed class IncidentPageTests : IAsyncLifetime
{
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IncidentBook Book => _host.Services.GetRequiredService<IncidentBook>();

    private List<StatusLine> Lines => [.. _host.Services.GetServices<IStatusSource>().OfType<IncidentStatus>().Single().Lines()];

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData((int)IncidentKind.UnknownNode)]
    [InlineData((int)IncidentKind.BadMac)]
    [InlineData((int)IncidentKind.RetiredNode)]
    [InlineData((int)IncidentKind.Replay)]
    [InlineData((int)IncidentKind.RuleBroken)]
    public async Task A_flood_pushes_nothing_of_our_own_nodes_off_the_page(int flood)
    {
        IncidentKind[] own = [IncidentKind.ClonedNode, IncidentKind.ConnectionsTakenOver, IncidentKind.DatabaseRestored, IncidentKind.SamplesMissing, IncidentKind.CountersRestarted];
        foreach (var kind in own)
            Book.Note("0000002a", kind, "");
        for (var stranger = 0; stranger < 1000; stranger++)
            Book.Note($"{stranger:x8}", (IncidentKind)flood, "");

        var lines = Lines;

        Assert.Equal(own.Select(IncidentWords.Of), lines.Take(own.Length).Select(line => line.Text.Split(", 1 Mal")[0]));
        Assert.Equal("997 in den letzten 7 Tagen, siehe „Vorfälle“", lines[^1].Text);
        Assert.All(lines, line => Assert.True(line.IsIncident));
        var page = await TextAsync("/");
        Assert.True(page.IndexOf("zwei Geräte senden", StringComparison.Ordinal) < page.IndexOf("<details>", StringComparison.Ordinal), "folded away");
    }

    [Fact]
    public void Of_one_kind_the_latest_are_shown_and_the_others_leave_room_for_other_kinds()
    {
        for (uint node = 1; node <= 50; node++)
            Book.Note($"{node:x8}", IncidentKind.ClonedNode, "");
        Book.Note("0000002a", IncidentKind.SamplesMissing, "");

        Assert.Equal(3, Lines.Count(line => line.Text.StartsWith("zwei Geräte", StringComparison.Ordinal)));
        Assert.Contains(Lines, line => line.Text.StartsWith("Messungen fehlen", StringComparison.Ordinal));
        Assert.Equal((Level.Alarm, "47 in den letzten 7 Tagen, siehe „Vorfälle“"), (Lines[^1].Level, Lines[^1].Text));
    }

    [Fact]
    public async Task Nothing_is_said_of_more_where_all_are_shown_and_good_news_where_there_are_none()
    {
        Assert.Equal((Level.Good, false), (Assert.Single(Lines).Level, Lines[0].IsIncident));
        Assert.Contains("Noch keiner.", await TextAsync("/vorfaelle"), StringComparison.Ordinal);

        Book.Note("0000002a", IncidentKind.Replay, "");
        Book.Note("0000002a", IncidentKind.Replay, "");

        Assert.Contains(", 2 Mal, zuletzt ", Assert.Single(Lines).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Noch keiner.", await TextAsync("/vorfaelle"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_incidents_has_all_with_what_to_do_and_a_link_to_the_node()
    {
        await _host.AddSiteAsync(new SiteRecord("1_1", "Linde <1>", 50.9, 11.6));
        await _host.AddNodeAsync("1_1");
        foreach (var kind in Enum.GetValues<IncidentKind>())
            Book.Note("00000001", kind, "detail <b>");
        Book.Note("<script>alert(1)</script>", IncidentKind.UnknownNode, "");

        Assert.All(Lines.Where(line => !line.Text.Contains("nicht eingetragen", StringComparison.Ordinal) && line != Lines[^1]), line => Assert.Equal("Linde <1> (00000001)", line.Subject));
        foreach (var path in new[] { "/vorfaelle", "/en/vorfaelle" })
        {
            var page = await _host.Client.GetStringAsync(path, Cancellation);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("detail <b>", page, StringComparison.Ordinal);
            Assert.Equal(Enum.GetValues<IncidentKind>().Length, Regex.Count(page, "href=\"(/en)?/knoten/00000001\">Linde &lt;1&gt;<"));
            Assert.True(page.IndexOf("node rotate-key", StringComparison.Ordinal) < page.IndexOf("node add", StringComparison.Ordinal), "what strangers can bring about comes last");
        }
    }

    [Fact]
    public async Task What_does_not_fit_the_page_of_incidents_is_counted()
    {
        for (var stranger = 0; stranger < IncidentQuery.MostRows + 7; stranger++)
            Book.Note($"{stranger:x8}", IncidentKind.UnknownNode, "");
        Book.Note("0000002a", IncidentKind.ClonedNode, "");

        var page = await TextAsync("/vorfaelle");

        Assert.Contains("8 weitere sind nicht gezeigt.", page, StringComparison.Ordinal);
        Assert.Equal(IncidentQuery.MostRows, Regex.Count(page, "<article"));
        Assert.Contains("zwei Geräte senden", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_never_got_a_sample_through_says_why_on_its_page()
    {
        await _host.AddNodeAsync(null);
        Book.Note("00000001", IncidentKind.BadMac, "");

        Assert.Contains("Schlüssel passt nicht", await TextAsync("/knoten/00000001"), StringComparison.Ordinal);
        Assert.Contains("wrong key", await TextAsync("/en/knoten/00000001"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_has_words_and_its_place_in_the_order()
    {
        var kinds = Enum.GetValues<IncidentKind>();
        Assert.All(kinds, kind => Assert.DoesNotContain($"{(int)kind}", IncidentWords.Of(kind), StringComparison.Ordinal));

        // One that a newer version stored comes last and stops nothing.
        var order = IncidentWords.InOrder(kinds.Append((IncidentKind)99).Select(kind => new Incident("x", kind, 1, 0, 0, ""))).Select(incident => incident.Kind).ToList();
        Assert.Equal((IncidentKind)99, order[^1]);
        Assert.Equal(kinds.Length + 1, order.Distinct().Count());
        Assert.Equal("Vorfall 99", IncidentWords.Of((IncidentKind)99));
    }

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path, Cancellation));
}
