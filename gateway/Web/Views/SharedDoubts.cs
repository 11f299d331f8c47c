namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>Says once what holds for several readings, so that the one odd doubt is seen.</summary>
internal static class SharedDoubts
{
    /// <summary>Moves doubts of two and more rows into the notes of the card.</summary>
    public static NodeCard WithSharedDoubts(this NodeCard card)
    {
        var shared = card.Rows.SelectMany(row => row.Doubts).GroupBy(doubt => doubt).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        return shared.Count == 0 ? card : card with
        {
            Rows = [.. card.Rows.Select(row => row with { Doubts = [.. row.Doubts.Except(shared)] })],
            Notes = shared,
        };
    }
}
