namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>One node as it stands on the overview.</summary>
/// <param name="Name">Node id or EUI.</param>
/// <param name="Place">Name of the site; what to say where it has none.</param>
/// <param name="Detail">Tree species and street, where known.</param>
/// <param name="Level">How it is.</param>
/// <param name="State">How it is, in words.</param>
/// <param name="Age">When the last sample was taken, in words.</param>
/// <param name="Battery">Battery in words; empty where it is not measured.</param>
/// <param name="Rows">Last readings by depth.</param>
public sealed record NodeCard(
    string Name, string Place, string Detail, Level Level, string State, string Age, string Battery, IReadOnlyList<ReadingRow> Rows)
{
    /// <summary>Doubts that several readings share, said once.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
