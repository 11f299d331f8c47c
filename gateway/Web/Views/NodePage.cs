namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>The page of one node.</summary>
/// <param name="Card">As on the overview, with curves.</param>
/// <param name="Facts">What is known of it: name and text.</param>
public sealed record NodePage(NodeCard Card, IReadOnlyList<(string Name, string Text)> Facts);
