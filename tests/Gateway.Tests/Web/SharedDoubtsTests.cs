using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;

namespace Jena.SensorNode.Gateway.Tests.Web;

public class SharedDoubtsTests
{
    [Fact]
    public void What_all_values_share_is_said_once() =>
        Check([Row(true, "a", "b"), Row(false, "a"), Row(false, "a", "c")], ["a"], [["b"], [], ["c"]]);

    [Fact]
    public void What_all_values_of_water_share_is_said_once_for_water() =>
        Check([Row(true, "nicht kalibriert"), Row(true, "nicht kalibriert", "Sprung"), Row(false)], ["Bodenwasser nicht kalibriert"], [[], ["Sprung"], []]);

    [Fact]
    public void What_only_some_share_stays_with_them() =>
        Check([Row(true, "x"), Row(true), Row(false, "x")], [], [["x"], [], ["x"]]);

    [Fact]
    public void A_single_value_shares_with_nobody() => Check([Row(true, "x")], [], [["x"]]);

    [Fact]
    public void A_fault_has_no_value_and_hinders_nobody() =>
        Check([Row(true, "x"), Row(true) with { IsFault = true }, Row(true, "x")], ["x"], [[], [], []]);

    [Fact]
    public void In_English_water_is_named_in_English()
    {
        try
        {
            Language.IsEnglish = true;
            Check([Row(true, "not calibrated"), Row(true, "not calibrated"), Row(false)], ["soil water not calibrated"], [[], [], []]);
        }
        finally
        {
            Language.IsEnglish = false;
        }
    }

    private static void Check(ReadingRow[] rows, string[] notes, string[][] doubts)
    {
        var card = new NodeCard("1", "", "", Level.Good, "", "", "", rows).WithSharedDoubts();

        Assert.Equal(notes, card.Notes);
        Assert.Equal(doubts, card.Rows.Select(row => row.Doubts.ToArray()));
    }

    private static ReadingRow Row(bool isWater, params string[] doubts) => new("30 cm", "", "1", doubts, false, null) { IsWater = isWater };
}
