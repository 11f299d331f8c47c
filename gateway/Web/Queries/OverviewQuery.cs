using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>Puts the first page together.</summary>
internal sealed class OverviewQuery(INodeDirectory nodes, NodeCards cards, IEnumerable<IStatusSource> sources, GatewayClock clock)
{
    /// <summary>Cards on one page.</summary>
    public const int CardsPerPage = 60;

    private const int LongestSearch = 100;

    /// <summary>The page; a page number outside is taken as the nearest one.</summary>
    public Overview Ask(string? search, int? page)
    {
        var now = clock.Instant();
        var text = (search ?? "").Trim();
        text = text.Length > LongestSearch ? text[..LongestSearch] : text;
        var all = nodes.All().Where(device => !device.IsRetired || text.Length > 0).Select(device => cards.Of(device, now)).ToList();
        var found = all.Where(card => Matches(card, text))
            .OrderByDescending(card => card.Level == Level.Unknown ? -1 : (int)card.Level).ThenBy(card => card.Place, StringComparer.Ordinal).ThenBy(card => card.Name, StringComparer.Ordinal).ToList();
        var pages = Math.Max(1, (found.Count + CardsPerPage - 1) / CardsPerPage);
        var number = Math.Clamp(page ?? 1, 1, pages);
        return new Overview(
            [.. found.Skip((number - 1) * CardsPerPage).Take(CardsPerPage)],
            Counts(all),
            [.. sources.SelectMany(source => source.Lines())],
            text,
            number,
            pages,
            Time(now));
    }

    private static StatusLine[] Counts(List<NodeCard> cards) =>
    [
        .. new[] { (Level.Alarm, Say("brauchen Hilfe", "need help"), Say("braucht Hilfe", "needs help")), (Level.Warning, Say("bald ansehen", "look soon"), Say("bald ansehen", "look soon")), (Level.Good, Say("in Ordnung", "all right"), Say("in Ordnung", "all right")), (Level.Unknown, Say("noch ohne Werte", "no values yet"), Say("noch ohne Werte", "no values yet")) }
            .Select(entry => (Level: entry.Item1, Many: entry.Item2, One: entry.Item3, Count: cards.Count(card => card.Level == entry.Item1)))
            .Where(entry => entry.Count > 0)
            .Select(entry => new StatusLine(entry.Count.ToString(), entry.Level, entry.Count == 1 ? entry.One : entry.Many)),
    ];

    // Each word anywhere, as „site list“ finds: a tree and its street stand in different places.
    private static bool Matches(NodeCard card, string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => new[] { card.Name, card.Place, card.Detail, card.State }.Any(part => part.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
