namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>What a person should know after the trees were imported, gathered tree by tree.</summary>
internal sealed class TreeNotes
{
    private const int Named = 20;
    private readonly HashSet<string> _trees = [];
    private readonly HashSet<string> _gone = [];
    private int _doubts;
    private ImportProblem? _firstDoubt;

    /// <summary>Trees noted.</summary>
    public int Count => _trees.Count;

    /// <summary>Notes a tree and the values of its row that could not be read; false where the file had it before.</summary>
    public bool Note(SiteRecord site, int line, IReadOnlyList<string> doubts)
    {
        _doubts += doubts.Count;
        _firstDoubt ??= doubts.Count > 0 ? new ImportProblem(line, doubts[0]) : null;
        if (!_trees.Add(site.Reference))
        {
            return false;
        }

        if (site.GoneOn is not null)
        {
            _gone.Add(site.Reference);
        }

        return true;
    }

    /// <summary>The notes, German and English.</summary>
    /// <param name="carriers">References of the sites where a device stands.</param>
    /// <param name="isWholeRegister">Whether a tree that the file does not have is not in the register any more.</param>
    public IEnumerable<string> Of(IReadOnlyList<string> carriers, bool isWholeRegister)
    {
        if (_gone.Count > 0)
        {
            yield return $"{_gone.Count} gefällte oder gestrichene Bäume bleiben mit ihrem Datum gespeichert / felled trees are kept with their date";
        }

        if (_firstDoubt is { } first)
        {
            yield return $"{_doubts} Werte sind nicht lesbar, ihre Bäume wurden ohne sie übernommen, zuerst Zeile {first.Line}: {first.Reason} / values left out, their trees were taken";
        }

        var felled = carriers.Where(_gone.Contains).ToList();
        if (felled.Count > 0)
        {
            yield return $"Gefällt, aber mit Knoten oder Sensor („node move“, „node retire“) / felled, but with a device: {List(felled)}";
        }

        var missing = carriers.Where(reference => TreeRow.IsReference(reference) && !_trees.Contains(reference)).ToList();
        if (isWholeRegister && missing.Count > 0)
        {
            yield return $"Mit Knoten oder Sensor, aber nicht in dieser Datei; sie bleiben, wie sie sind / with a device, but not in this file: {List(missing)}";
        }
    }

    private static string List(List<string> references) =>
        string.Join(", ", references.Take(Named)) + (references.Count > Named ? $" … ({references.Count})" : "");
}
