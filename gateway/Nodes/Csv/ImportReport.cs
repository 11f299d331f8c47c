namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>A row that was not imported.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Reason">Why, German and English.</param>
public sealed record ImportProblem(int Line, string Reason);

/// <summary>What an import did.</summary>
/// <param name="Kind">What the file was taken for.</param>
/// <param name="Added">New rows.</param>
/// <param name="Updated">Rows that changed something.</param>
/// <param name="Unchanged">Rows that were known as they are.</param>
/// <param name="Problems">Rows left out, by line; the first ten thousand of them.</param>
/// <param name="Notes">What the person should know and check.</param>
public sealed record ImportReport(
    string Kind,
    int Added,
    int Updated,
    int Unchanged,
    IReadOnlyList<ImportProblem> Problems,
    IReadOnlyList<string> Notes)
{
    /// <summary>How many rows were left out, those too that <see cref="Problems"/> does not name any more.</summary>
    public int LeftOut { get; init; } = Problems.Count;
}
