namespace Jena.SensorNode.LoadRun.Printing;

/// <summary>Figures of the parts, and what was aimed at.</summary>
internal sealed class Scoreboard
{
    private readonly Dictionary<string, double> _figures = [];
    private readonly List<(string Part, string Why)> _failures = [];

    public bool HasFailures => _failures.Count > 0;

    /// <summary>Notes a figure under its name in <see cref="Figures"/>; of several the last counts.</summary>
    public void Note(string figure, double value) => _figures[figure] = value;

    /// <summary>Notes that a part, or a piece of one, could not be measured.</summary>
    public void NoteFailure(string part, Exception exception)
    {
        _failures.Add((part, exception.Message));
        Console.WriteLine($"\n{part} was not measured: {exception}");
    }

    /// <summary>Prints ratios, aims and what could not be measured.</summary>
    public void Print()
    {
        PrintRatios();
        PrintAims();
        foreach (var (part, why) in _failures)
            Console.WriteLine($"\nNot measured: {part}: {why.Split('\n')[0]}");
    }

    private void PrintRatios()
    {
        var ratios = Figures.Ratios.Where(ratio => _figures.ContainsKey(ratio.Of) && _figures.ContainsKey(ratio.To)).ToList();
        if (ratios.Count == 0)
            return;
        var table = new Table("The gateway beside the others", "figure", "gateway", "other", "ratio");
        foreach (var (name, of, to) in ratios)
            table.Row(name, _figures[of], _figures[to], _figures[to] == 0 ? "∞" : _figures[of] / _figures[to]);
    }

    private void PrintAims()
    {
        var measured = _figures.Keys.ToHashSet();
        var aims = Figures.Aims.Where(aim => measured.Contains(aim.Figure)).ToList();
        if (aims.Count == 0)
            return;
        var table = new Table("Aims", "figure", "aim", "measured", "");
        foreach (var (figure, limit, isAtMost) in aims)
        {
            var value = _figures[figure];
            table.Row(figure, $"{(isAtMost ? "≤" : "≥")} {limit:N0}", value, (isAtMost ? value <= limit : value >= limit) ? "met" : "MISSED");
        }
    }
}
