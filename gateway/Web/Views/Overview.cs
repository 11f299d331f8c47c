namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>The first page.</summary>
/// <param name="Cards">Nodes of this page, those that need somebody first.</param>
/// <param name="Counts">How many nodes are in which state, in words.</param>
/// <param name="Status">The gateway itself.</param>
/// <param name="Search">What was searched for.</param>
/// <param name="Page">Number of this page, from 1.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="Time">When this was, in words.</param>
public sealed record Overview(
    IReadOnlyList<NodeCard> Cards, IReadOnlyList<StatusLine> Counts, IReadOnlyList<StatusLine> Status, string Search, int Page, int Pages, string Time);
