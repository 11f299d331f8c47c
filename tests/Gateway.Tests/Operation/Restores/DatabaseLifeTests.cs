using Jena.SensorNode.Gateway.Operation.Restores;

namespace Jena.SensorNode.Gateway.Tests.Operation.Restores;

public class DatabaseLifeTests
{
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

    [Fact]
    public void Mark_is_read_as_it_was_written_and_a_strange_file_harms_nothing()
    {
        using var folder = new TestFolder();
        var mark = new LifeMark(folder.Path);
        Assert.Null(mark.Read());

        mark.Write("first");
        mark.Write("second");
        Assert.Equal("second", mark.Read());

        File.WriteAllText(mark.FilePath, new string('x', 100_000));
        Assert.Equal(64, mark.Read()!.Length);
    }
}
