using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

public class IncidentBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_same_of_the_same_node_is_one_line_with_a_count_and_both_times()
    {
        var book = Book();
        book.Note("0000002a", IncidentKind.BadMac, "first");
        _time.Advance(TimeSpan.FromHours(1));
        book.Note("0000002a", IncidentKind.BadMac, "second");
        book.Note("0000002b", IncidentKind.BadMac, "other node");
        book.Note("0000002a", IncidentKind.Replay, "other kind");

        var incident = book.All.Single(entry => entry is { Subject: "0000002a", Kind: IncidentKind.BadMac });

        Assert.Equal((2, 3_600_000, "second"), (incident.Count, incident.LastUnixMilliseconds - incident.FirstUnixMilliseconds, incident.Detail));
        Assert.Equal(3, book.All.Count);
        Assert.Equal(3, book.Total(IncidentKind.BadMac));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "?script?alert(1)??script?")]
    [InlineData("a\r\nb\u0000\u202Ec", "a??b??c")]
    [InlineData("", "")]
    [InlineData("0123456789012345678901234567890123456789and more", "0123456789012345678901234567890123456789")]
    public void What_strangers_call_themselves_is_cleaned_and_cut(string given, string kept)
    {
        var book = Book();

        book.Note(given, IncidentKind.UnknownNode, "");

        Assert.Equal(kept, Assert.Single(book.All).Subject);
    }

    [Fact]
    public void Strangers_with_ever_new_names_fill_no_memory_and_are_all_counted()
    {
        var book = Book();
        book.Note("0000002a", IncidentKind.ClonedNode, "before");
        Parallel.For(0, 50_000, index => book.Note($"stranger-{index}", IncidentKind.UnknownNode, "tried to connect"));
        book.Note("0000002a", IncidentKind.ClonedNode, "and after");

        Assert.InRange(book.All.Count, 4096, 4096 + 64);
        Assert.Equal(50_000, book.Total(IncidentKind.UnknownNode));
        Assert.Contains(book.All, incident => incident is { Subject: "(others)", Kind: IncidentKind.UnknownNode });
        Assert.Equal(2, book.All.Single(incident => incident.Kind == IncidentKind.ClonedNode).Count);
    }

    [Fact]
    public void A_saved_book_is_read_back_whole_and_only_what_is_new_is_written()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using (var create = connection.CreateCommand())
        {
            create.CommandText = IngestMigrations.All[0].Up;
            create.ExecuteNonQuery();
        }

        var book = Book();
        book.Note("0000002a", IncidentKind.SamplesMissing, "boot 1");
        book.Save(connection, 0);
        _time.Advance(TimeSpan.FromMinutes(10));
        var later = _time.GetUtcNow().ToUnixTimeMilliseconds();
        book.Note("0000002b", IncidentKind.ConnectionsTakenOver, "3 times");
        book.Save(connection, later);

        var read = Book();
        read.Load(connection);

        Assert.Equal(book.All, read.All);
    }

    private IncidentBook Book() =>
        new(new GatewayClock(_time, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1));
}
