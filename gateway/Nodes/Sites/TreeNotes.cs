namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>What a person should know after the trees were imported.</summary>
internal static class TreeNotes
{
    private const int Named = 20;

    /// <summary>The notes, German and English.</summary>
    /// <param name="sites">Trees of the file, by reference.</param>
    /// <param name="doubts">Values that could not be read and were left out.</param>
    /// <param name="carriers">References of the sites where a device stands.</param>
    /// <param name="isWholeRegister">Whether a tree that the file does not have is not in the register any more.</param>
    public static IEnumerable<string> Of(
        IReadOnlyDictionary<string, SiteRecord> sites, IReadOnlyList<ImportProblem> doubts, IReadOnlyList<string> carriers, bool isWholeRegister)
    {
        if (sites.Values.Count(site => site.GoneOn is not null) is > 0 and var gone)
        {
            yield return $"{gone} gefällte oder gestrichene Bäume bleiben mit ihrem Datum gespeichert / felled trees are kept with their date";
        }

        if (doubts.Count > 0)
        {
            yield return $"{doubts.Count} Werte sind nicht lesbar, ihre Bäume wurden ohne sie übernommen, zuerst Zeile {doubts[0].Line}: {doubts[0].Reason} / values left out, their trees were taken";
        }

        var felled = carriers.Where(reference => sites.TryGetValue(reference, out var site) && site.GoneOn is not null).ToList();
        if (felled.Count > 0)
        {
            yield return $"Gefällt, aber mit Knoten oder Sensor („node move“, „node retire“) / felled, but with a device: {List(felled)}";
        }

        var missing = carriers.Where(reference => TreeRow.IsReference(reference) && !sites.ContainsKey(reference)).ToList();
        if (isWholeRegister && missing.Count > 0)
        {
            yield return $"Mit Knoten oder Sensor, aber nicht in dieser Datei; sie bleiben, wie sie sind / with a device, but not in this file: {List(missing)}";
        }
    }

    private static string List(List<string> references) =>
        string.Join(", ", references.Take(Named)) + (references.Count > Named ? $" … ({references.Count})" : "");
}
