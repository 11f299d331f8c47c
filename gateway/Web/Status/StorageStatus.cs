using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether readings reach the disk.</summary>
internal sealed class StorageStatus(DatabaseWriter writer, Database database) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        var state = writer.State;
        yield return state.IsFailing
            ? new("Speicher", Level.Alarm, $"Schreiben scheitert{(state.FailingSince is { } since ? $" seit {German.Time(since)}" : "")}; nichts wird bestätigt, die Knoten behalten ihre Werte. Platz schaffen oder Karte prüfen.")
            : new("Speicher", Level.Good, $"schreibt, {German.Number(database.SizeBytes / 1e6, 1)} MB belegt");
    }
}
