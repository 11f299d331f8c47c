using CsCheck;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Timing;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

public class IncidentBookTests
{
    private readonly JumpingTime _machine = new(new DateTimeOffset(2027, 11, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly GatewayClock _clock;

    public IncidentBookTests() =>
        _clock = new GatewayClock(_machine, new TestSynchronisation(Synchronisation.Synchronised), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);

    [Fact]
    public void The_same_of_the_same_node_is_one_line_with_a_count_and_both_times()
    {
        var book = Book();
        book.Note("0000002a", IncidentKind.BadMac, "first");
        _machine.Advance(TimeSpan.FromHours(1));
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

    [Theory]
    [InlineData(600)]
    [InlineData(-40_000_000)]
    public void A_saved_book_is_read_back_whole_and_only_what_is_new_is_written_wherever_the_clock_goes(int seconds)
    {
        using var connection = Tables();
        var book = Book();
        book.Note("0000002a", IncidentKind.SamplesMissing, "boot 1");
        book.Save(connection, 0);
        StepClock(TimeSpan.FromSeconds(seconds));
        // Times that are put right with the clock are written again.
        book.Save(connection, 1);
        var saved = book.Version;
        connection.Run("UPDATE incident SET detail = 'on disk'");
        book.Note("0000002b", IncidentKind.ConnectionsTakenOver, "3 times");
        book.Save(connection, saved);

        var read = Book();
        read.Load(connection);

        Assert.Equal(["on disk", "3 times"], read.All.OrderBy(incident => incident.Subject).Select(incident => incident.Detail));
    }

    [Fact]
    public void What_is_noted_before_the_book_is_loaded_is_added_to_what_was_saved_and_saved_too()
    {
        using var connection = Tables();
        var before = Book();
        before.Note("(database)", IncidentKind.DatabaseRestored, "first");
        before.Save(connection, 0);
        _machine.Advance(TimeSpan.FromDays(1));
        var book = Book();
        book.Note("(database)", IncidentKind.DatabaseRestored, "second");
        book.Load(connection);
        book.Save(connection, 0);

        var read = Book();
        read.Load(connection);

        var incident = Assert.Single(read.All);
        Assert.Equal((2, 86_400_000, "second"), (incident.Count, incident.LastUnixMilliseconds - incident.FirstUnixMilliseconds, incident.Detail));
    }

    [Fact]
    public void A_book_full_of_strangers_has_room_for_nodes_and_for_new_strangers_also_after_a_restart()
    {
        using var connection = Tables();
        var flooded = Book();
        for (var index = 0; index < 10_000; index++)
            flooded.Note($"stranger-{index}", IncidentKind.UnknownNode, "tried to connect");
        flooded.Save(connection, 0);
        var book = Book();
        book.Load(connection);
        var saved = book.Version;
        for (var node = 0; node < 5000; node++)
            book.Note($"{node:x8}", IncidentKind.ClonedNode, "two of them");
        book.Note("new-device", IncidentKind.UnknownNode, "tried to connect");
        book.Save(connection, saved);

        var read = Book();
        read.Load(connection);

        Assert.Equal(5000, read.All.Count(incident => incident.Kind == IncidentKind.ClonedNode && incident.Subject != "(others)"));
        Assert.Contains(read.All, incident => incident.Subject == "new-device");
        Assert.DoesNotContain(read.All, incident => incident.Subject == "stranger-0");
        Assert.Equal(10_001, read.Total(IncidentKind.UnknownNode));
        Assert.Equal(5000 + 4096 + 1, connection.Scalar<int>("SELECT count(*) FROM incident"));
    }

    [Fact]
    public void Whatever_comes_between_saves_and_restarts_nothing_is_lost_and_the_newest_strangers_have_names() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 6000], Gen.Bool).List[1, 6].Sample(
            rounds =>
            {
                using var connection = Tables();
                var book = Book();
                var (saved, strangers, nodes, last) = (0L, 0, 0, "");
                foreach (var (node, names, isRestarted) in rounds)
                {
                    for (var index = 0; index < names; index++)
                        book.Note(last = $"s{strangers++}", IncidentKind.UnknownNode, "");
                    book.Note($"{node:x8}", IncidentKind.ClonedNode, "");
                    nodes++;
                    book.Save(connection, saved);
                    saved = book.Version;
                    if (isRestarted)
                        (book, saved) = (Book(), 0);
                    if (isRestarted)
                        book.Load(connection);
                    var read = Book();
                    read.Load(connection);
                    Assert.Equal(book.All.OrderBy(incident => (incident.Subject, incident.Kind)), read.All.OrderBy(incident => (incident.Subject, incident.Kind)));
                    Assert.Equal((strangers, nodes), ((int)read.Total(IncidentKind.UnknownNode), (int)read.Total(IncidentKind.ClonedNode)));
                    Assert.Contains(read.All, incident => incident.Subject == last);
                    Assert.InRange(read.All.Count, 1, 4096 + 1 + 6);
                }
            },
            iter: 20);

    [Fact]
    public void What_was_noted_while_the_clock_was_not_set_has_its_right_time_once_it_is()
    {
        var machine = new JumpingTime(new DateTimeOffset(1970, 1, 1, 0, 1, 0, TimeSpan.Zero));
        var synchronisation = new TestSynchronisation(Synchronisation.NotYet);
        var before = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var clock = new GatewayClock(machine, synchronisation, new TimingOptions(), before, 1);
        using var connection = Tables();
        connection.Run("INSERT INTO incident VALUES('0000002a', 9, 1, $at, $at, 'of an earlier run')", ("$at", before));
        var book = new IncidentBook(clock);
        book.Load(connection);
        book.Note("0000002a", IncidentKind.DatabaseRestored, "");
        book.Note("0000002b", IncidentKind.BadMac, "");
        book.Save(connection, 0);
        Assert.Equal(before, connection.Scalar<long>("SELECT min(last_ms) FROM incident"));

        var saved = book.Version;
        machine.Advance(TimeSpan.FromMinutes(10));
        machine.Set(new DateTimeOffset(2026, 6, 1, 0, 10, 0, TimeSpan.Zero));
        synchronisation.State = Synchronisation.Synchronised;
        clock.Check();

        var noted = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.All(book.All, incident => Assert.Equal(noted, incident.LastUnixMilliseconds));
        Assert.Equal([before, noted], book.All.Select(incident => incident.FirstUnixMilliseconds).Order());
        book.Save(connection, saved);
        Assert.Equal(noted, connection.Scalar<long>("SELECT min(last_ms) FROM incident"));
    }

    [Fact]
    public void What_a_clock_noted_that_ran_ahead_is_not_of_the_future_once_it_is_right()
    {
        var book = Book();
        StepClock(TimeSpan.FromDays(5000));
        book.Note("0000002a", IncidentKind.ClonedNode, "");
        using var connection = Tables();
        book.Save(connection, 0);

        StepClock(TimeSpan.FromDays(-5000));
        var read = Book();
        read.Load(connection);

        Assert.InRange(Assert.Single(book.All).LastUnixMilliseconds, 0, _clock.Now().UnixMilliseconds);
        Assert.InRange(Assert.Single(read.All).LastUnixMilliseconds, 0, _clock.Now().UnixMilliseconds);
    }

    private static SqliteConnection Tables()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        connection.Run(IngestMigrations.All[0].Up);
        return connection;
    }

    private IncidentBook Book() => new(_clock);

    // What the time service vouches for the clock follows, back too.
    private void StepClock(TimeSpan step)
    {
        _machine.Set(_machine.GetUtcNow() + step);
        var before = _clock.Now().UnixMilliseconds;
        for (var minute = 0; minute < 20; minute++)
        {
            _clock.Check();
            _machine.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(Math.Sign(step.Ticks), Math.Sign(_clock.Now().UnixMilliseconds - before));
    }
}
