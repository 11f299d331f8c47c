namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>One line about the gateway itself.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Level">How it is.</param>
/// <param name="Text">How it is, in words, and what to do where something is to be done.</param>
public sealed record StatusLine(string Subject, Level Level, string Text)
{
    /// <summary>True for what happened, which may be folded away; false for how something is now.</summary>
    public bool IsIncident { get; init; }
}
