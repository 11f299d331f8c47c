using System.Text;
using Jena.SensorNode.Gateway.Lorawan;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Timing;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Messages on disk: across versions, and their times while nobody had set the clock.</summary>
public sealed class UplinkTableTests : IDisposable
{
    private const int Period = 7;
    private static readonly DateTimeOffset Truth = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Unset = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestFolder _folder = new();
    private readonly JumpingTime _time = new(Unset);
    private readonly TestSynchronisation _synchronisation = new(Synchronisation.NotYet);
    private readonly Database _database;
    private readonly SqliteConnection _connection;
    private readonly GatewayClock _clock;

    public UplinkTableTests()
    {
        _database = new Database(_folder.File("u.db"), [new MigrationSet(LorawanMigrations.All)]);
        _connection = _database.OpenWriter();
        _clock = new GatewayClock(_time, _synchronisation, new TimingOptions { Clock = ClockPolicy.Synchronised }, 0, Period);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_message_of_an_older_version_is_read_known_and_survives_the_way_back()
    {
        using var folder = new TestFolder();
        var time = Uplinks.Read(Uplinks.ChirpStack()).TimeUnixMilliseconds!.Value;
        using (var old = new Database(folder.File("old.db"), [new MigrationSet([.. LorawanMigrations.All.Take(2)])]))
        using (var connection = old.OpenWriter())
        {
            connection.Run(
                "INSERT INTO foreign_uplink(eui, session, counter, time_ms, received_ms, state, message, delivery) VALUES('a84041ffff000001', $session, 110, $time, $time, 0, $message, 'd1')",
                ("$session", 0x01acdec6L),
                ("$time", time),
                ("$message", UplinkTable.Compress(Encoding.UTF8.GetBytes(Uplinks.ChirpStack()))));
        }

        using var database = new Database(folder.File("old.db"), [new MigrationSet(LorawanMigrations.All)]);
        using var writer = database.OpenWriter();
        var kept = Assert.Single(UplinkTable.Unread(writer, 0, 10));
        Assert.Equal((time, 0, 0L), (kept.TimeUnixMilliseconds, kept.Period, kept.SlackMilliseconds));
        Assert.Equal(Uplinks.ChirpStack(), Encoding.UTF8.GetString(kept.Message));
        Assert.False(Add(writer, Uplinks.ChirpStack(), new ClockReading(time + 86_400_000, 0)).IsNew);

        new MigrationRunner([new MigrationSet(LorawanMigrations.All)]).Downgrade(writer, lastToKeep: 321);
        Assert.Equal((1L, time), (writer.Scalar<long>("SELECT count(*) FROM foreign_uplink WHERE delivery = 'd1'"), writer.Scalar<long>("SELECT time_ms FROM foreign_uplink")));
        new MigrationRunner([new MigrationSet(LorawanMigrations.All)]).Upgrade(writer);
        Assert.Equal(Uplinks.ChirpStack(), Encoding.UTF8.GetString(Assert.Single(UplinkTable.Unread(writer, 0, 10)).Message));
    }

    [Fact]
    public void Messages_of_the_time_without_a_clock_get_right_times_once()
    {
        Add(_connection, Without(1), _clock.Now());
        _time.Advance(TimeSpan.FromHours(3));
        Add(_connection, Without(2), _clock.Now());
        UplinkTable.Repair(_connection, _clock);
        Assert.All(UplinkTable.Unread(_connection, 0, 10), message => Assert.Equal(Period, message.Period));

        SetClock();
        UplinkTable.Repair(_connection, _clock);
        UplinkTable.Repair(_connection, _clock);

        var kept = UplinkTable.Unread(_connection, 0, 10);
        Assert.Equal([Ms(Truth.AddHours(-3)), Ms(Truth)], kept.Select(message => message.TimeUnixMilliseconds));
        Assert.All(kept, message => Assert.Equal((message.TimeUnixMilliseconds, 0, 0L), (message.ReceivedUnixMilliseconds, message.Period, message.SlackMilliseconds)));
    }

    [Theory]
    [InlineData(true)] // repaired before the message reaches the disk
    [InlineData(false)]
    public void A_message_on_its_way_to_the_disk_when_the_clock_is_set_has_its_right_time(bool isRepairedBefore)
    {
        var taken = UplinkTime.Of(Uplinks.Read(Without(1)), _clock.Now());
        SetClock();
        if (isRepairedBefore)
            UplinkTable.Repair(_connection, _clock);

        var stored = UplinkTable.Add(_connection, Uplinks.Read(Without(1)), taken, _clock, UplinkTable.Compress("{}"u8), 100);

        Assert.Equal((Ms(Truth), 0), (stored.Time.UnixMilliseconds, stored.Time.ProvisionalPeriod));
        Assert.Equal(Ms(Truth), Assert.Single(UplinkTable.Unread(_connection, 0, 10)).TimeUnixMilliseconds);
    }

    [Fact]
    public void A_message_delivered_again_after_the_clock_was_set_is_the_same_one()
    {
        Add(_connection, Without(1), _clock.Now());
        SetClock();

        Assert.False(Add(_connection, Without(1), _clock.Now()).IsNew);
        UplinkTable.Repair(_connection, _clock);
        _time.Advance(TimeSpan.FromDays(2));
        var again = Add(_connection, Without(1), _clock.Now());

        Assert.Equal((false, Ms(Truth)), (again.IsNew, again.Time.UnixMilliseconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_earlier_run_left_without_a_clock_lies_between_what_is_known_before_and_after_it(bool isTrustedFromTheStart)
    {
        Add(_connection, Without(1), _clock.Now());
        var before = Truth.AddHours(-10);
        var time = new JumpingTime(isTrustedFromTheStart ? Truth : Unset);
        var synchronisation = new TestSynchronisation(isTrustedFromTheStart ? Synchronisation.Synchronised : Synchronisation.NotYet);
        var later = new GatewayClock(time, synchronisation, new TimingOptions { Clock = ClockPolicy.Synchronised }, Ms(before), Period + 1);
        UplinkTable.Repair(_connection, later);
        time.Set(Truth);
        synchronisation.State = Synchronisation.Synchronised;
        later.Check();

        UplinkTable.Repair(_connection, later);

        var kept = Assert.Single(UplinkTable.Unread(_connection, 0, 10));
        Assert.Equal((Ms(before.AddHours(5)), 5 * 3_600_000L, 0), (kept.TimeUnixMilliseconds, kept.SlackMilliseconds, kept.Period));
    }

    [Fact]
    public void A_message_that_the_card_has_spoilt_stops_no_other()
    {
        SetClock();
        Add(_connection, Uplinks.ChirpStack(counter: "\"fCnt\":1,"), _clock.Now());
        Add(_connection, Uplinks.ChirpStack(counter: "\"fCnt\":2,"), _clock.Now());
        _connection.Run("UPDATE foreign_uplink SET message = x'FFFFFFFF00' WHERE counter = 1");

        Assert.Equal([true, false], UplinkTable.Unread(_connection, 0, 10).Select(message => message.Message.Length == 0));
        Assert.NotEmpty(Assert.Single(UplinkTable.Devices(_connection, 10)).LastMessage);
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        SetClock();
        for (var counter = 1; counter <= 256; counter++)
            Add(_connection, Uplinks.ChirpStack(counter: $"\"fCnt\":{counter},"), _clock.Now());

        Assert.Equal(100, UplinkTable.Unread(_connection, 0, 1000).Count);
        Assert.True(Add(_connection, Uplinks.ChirpStack(counter: "\"fCnt\":257,"), _clock.Now()).Id > 256);
    }

    private static string Without(int counter) => Uplinks.ChirpStack(time: "", counter: $"\"fCnt\":{counter},");

    private static long Ms(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private StoredUplink Add(SqliteConnection connection, string json, ClockReading now)
    {
        ForeignUplink uplink = Uplinks.Read(json);
        return UplinkTable.Add(connection, uplink, UplinkTime.Of(uplink, now), _clock, UplinkTable.Compress(Encoding.UTF8.GetBytes(json)), 100);
    }

    private void SetClock()
    {
        _time.Set(Truth);
        _synchronisation.State = Synchronisation.Synchronised;
        _clock.Check();
        Assert.True(_clock.Now().IsTrusted);
    }
}
