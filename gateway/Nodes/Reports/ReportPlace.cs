namespace Jena.SensorNode.Gateway.Nodes.Reports;

/// <summary>Where in a node's life a report was made. A node sends its samples in order, and the same ones again until they are acknowledged.</summary>
/// <param name="Boot">Boot counter of the frame.</param>
/// <param name="FirstSample">Counter of its first sample.</param>
/// <param name="SentSeconds">The node's clock at its sending.</param>
internal readonly record struct ReportPlace(uint Boot, uint FirstSample, long SentSeconds)
{
    // Boot numbers further apart tell no order: a node that lost its state draws its number by lot.
    private const uint NearBoots = 64;

    /// <summary>True if it was certainly made before another.</summary>
    public bool IsBefore(ReportPlace other) => Boot == other.Boot
        ? (FirstSample, SentSeconds).CompareTo((other.FirstSample, other.SentSeconds)) < 0
        : Boot < other.Boot && other.Boot - Boot <= NearBoots;
}
