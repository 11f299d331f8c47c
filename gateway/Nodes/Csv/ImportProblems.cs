namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>Rows left out: all are counted, the first are named, so that a file of nothing but garbage costs no memory.</summary>
internal sealed class ImportProblems
{
    /// <summary>Rows that are named: more than anybody mends by hand.</summary>
    public const int MaximumNamed = 10_000;

    private readonly List<ImportProblem> _named = [];

    /// <summary>All of them.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, by line.</summary>
    public IReadOnlyList<ImportProblem> Named => [.. _named.OrderBy(problem => problem.Line)];

    /// <summary>Notes a row.</summary>
    public void Add(ImportProblem problem)
    {
        Count++;
        if (_named.Count < MaximumNamed)
        {
            _named.Add(problem);
        }
    }

    /// <summary>Notes a row.</summary>
    public void Add(int line, string reason) => Add(new ImportProblem(line, reason));
}
