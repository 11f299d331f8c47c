using Jena.SensorNode.Gateway.Operation.Restores;

namespace Jena.SensorNode.Gateway.Tests.Operation.Restores;

public class DatabaseLifeTests
{
    private const string Run = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("", "", false, null, false)] // a new gateway
    [InlineData("b", "a", false, "b", false)] // the usual start
    [InlineData("b", "a", false, "a", false)] // power went between database and mark
    [InlineData("b", "a", false, "c", true)] // an older file
    [InlineData("", "", false, "c", true)] // somebody deleted the database
    [InlineData("b", "a", false, null, true)] // a database brought from another machine
    [InlineData("b", "a", true, "b", true)] // a backup, whatever the mark says
    public void Older_state_is_told_by_its_mark(string run, string previous, bool isCopy, string? mark, bool isOlder) =>
        Assert.Equal(isOlder, new DatabaseLife(run, previous, isCopy).IsOlderThan(mark));

    [Theory]
    [InlineData("a", 100, 7, false)] // as noted
    [InlineData("a", 140, 9, false)] // went on after the note, as always
    [InlineData("a", 99, 7, true)]
    [InlineData("a", 100, 6, true)] // a node was provisioned since
    [InlineData("a", 140, 6, true)] // and other samples came
    [InlineData("b", 0, 0, false)] // another run: the mark tells
    public void Same_run_is_older_when_anything_of_it_is_missing(string run, long sequence, long revision, bool isBehind) =>
        Assert.Equal(isBehind, new Reach(run, sequence, revision).IsBehind(new Reach("a", 100, 7)));

    [Fact]
    public void Marks_are_read_as_they_were_written()
    {
        using var folder = new TestFolder();
        var mark = new LifeMark(folder.Path);
        Assert.Null(mark.Read());
        Assert.Null(mark.ReadReach());

        mark.Write("ffffffffffffffffffffffffffffffff");
        mark.Write(Run);
        mark.Write(new Reach(Run, long.MaxValue, 3));

        Assert.Equal(Run, mark.Read());
        Assert.Equal(new Reach(Run, long.MaxValue, 3), mark.ReadReach());
        Assert.Equal(["gateway.reach", "gateway.run"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData(Run + "0")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData(Run + " 5")]
    [InlineData(Run + " 5 ")]
    [InlineData(Run + " -5 1")]
    [InlineData(Run + " 5 1 1")]
    [InlineData(Run + " 5,0 1")]
    [InlineData(" 5 1")]
    [InlineData(Run + " 99999999999999999999 1")]
    public void Damaged_mark_says_nothing(string text)
    {
        using var folder = new TestFolder();
        var mark = new LifeMark(folder.Path);
        File.WriteAllText(mark.FilePath, text);
        File.WriteAllText(mark.ReachPath, text);

        Assert.Null(mark.Read());
        Assert.Null(mark.ReadReach());
    }

    [Fact]
    public void File_of_any_size_and_a_folder_in_its_place_harm_nothing()
    {
        using var folder = new TestFolder();
        var mark = new LifeMark(folder.Path);
        File.WriteAllText(mark.FilePath, new string('f', 10_000_000));
        Directory.CreateDirectory(mark.ReachPath);

        Assert.Null(mark.Read());
        Assert.Null(mark.ReadReach());
    }
}
