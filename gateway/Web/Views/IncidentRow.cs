namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>Incidents of one kind of one device.</summary>
/// <param name="Subject">Node id, or the name that a stranger gave itself.</param>
/// <param name="Place">Name of the site; empty where it has none.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Often">How often and when, in words.</param>
/// <param name="Detail">What the program noted of the last one; English.</param>
/// <param name="Advice">What to do; empty where nothing is to be done.</param>
public sealed record IncidentRow(string Subject, string Place, Level Level, string Text, string Often, string Detail, string Advice)
{
    /// <summary>True where the device has a page of its own.</summary>
    public bool HasPage { get; init; }
}

/// <summary>The page of incidents.</summary>
/// <param name="Rows">The weightiest first.</param>
/// <param name="Hidden">How many are not shown.</param>
public sealed record IncidentList(IReadOnlyList<IncidentRow> Rows, int Hidden);
