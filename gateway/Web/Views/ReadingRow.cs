namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>One reading as it stands on a page.</summary>
/// <param name="Depth">Depth in words.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Value">Value with unit, or the fault in words.</param>
/// <param name="Doubts">What is doubtful, in words.</param>
/// <param name="IsFault">True: there is no value.</param>
/// <param name="MoisturePercent">Water content for the bar, 0 to 60 %; null where it is none.</param>
public sealed record ReadingRow(string Depth, string Quantity, string Value, IReadOnlyList<string> Doubts, bool IsFault, double? MoisturePercent)
{
    /// <summary>Curve of the last days; null where none is shown.</summary>
    public Sparkline? Curve { get; init; }

    /// <summary>How old the value is, or what the last one was before a fault; empty where the value is of the newest sample.</summary>
    public string Age { get; init; } = "";

    /// <summary>True for a measure of soil water: the first column of the depth profile.</summary>
    public bool IsWater { get; init; }

    /// <summary>Lowest and highest value of the curve in words; empty without one.</summary>
    public string Extent { get; init; } = "";
}
