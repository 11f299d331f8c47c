using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether readings reach the disk.</summary>
internal sealed class StorageStatus(DatabaseWriter writer, Database database, GatewayTime time) : IStatusSource
{
    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        yield return writer.State.IsFailing
            ? new(Say("Speicher", "Storage"), Level.Alarm, Say("Schreiben scheitert", "writing fails") + (writer.FailingFor is { } duration ? $" {Say("seit", "since")} {Time(time.Now - duration)}" : "") + Say(
                "; nichts wird bestätigt, die Knoten behalten ihre Werte. Platz schaffen oder Karte prüfen.",
                "; nothing is acknowledged, the nodes keep their values. Free space or check the card."))
            : new(Say("Speicher", "Storage"), Level.Good, $"{Say("schreibt", "writing")}, {Number(database.SizeBytes / 1e6, 1)} MB {Say("belegt", "used")}");
    }
}
