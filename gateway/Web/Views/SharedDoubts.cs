using Jena.SensorNode.Gateway.Web.Texts;

namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>Says once what holds for several readings, so that the one odd doubt is seen.</summary>
internal static class SharedDoubts
{
    /// <summary>Moves doubts that all values, or all values of soil water, share into the notes of the card. Of two rows at least.</summary>
    public static NodeCard WithSharedDoubts(this NodeCard card)
    {
        var valued = card.Rows.Where(row => !row.IsFault).ToList();
        var ofAll = Shared(valued);
        var ofWater = Shared(valued.Where(row => row.IsWater)).Except(ofAll).ToList();
        return card with
        {
            Rows = [.. card.Rows.Select(row => row with { Doubts = [.. row.Doubts.Except(ofAll).Where(doubt => !row.IsWater || !ofWater.Contains(doubt))] })],
            Notes = [.. ofAll, .. ofWater.Select(doubt => $"{Language.Say("Bodenwasser", "soil water")} {doubt}")],
        };
    }

    private static List<string> Shared(IEnumerable<ReadingRow> rows)
    {
        var doubts = rows.Select(row => row.Doubts).ToList();
        return doubts.Count < 2 ? [] : [.. doubts.Skip(1).Aggregate(doubts[0].AsEnumerable(), (left, right) => left.Intersect(right))];
    }
}
