using CsCheck;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>The card has turned a bit of what has not settled yet, of hours or of counters: never is it taken for another number.</summary>
public sealed class LogRotTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;
    private static readonly string[] Columns = ["device_id", "sample_count", "provisional", "crc"];
    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteReadingStore Store => _store.Store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Any_bit_of_a_row_of_the_log_is_told_and_takes_nothing_else_with_it()
    {
        await FillLogAsync();
        var everything = Store.ReadAfter(0, 1000);
        var rows = Rows("SELECT sequence, data FROM sample_log ORDER BY sequence");
        Gen.Select(Gen.Int[0, rows.Count - 1], Gen.Int[0, int.MaxValue]).Sample(
            (index, position) =>
            {
                var (sequence, data) = rows[index];
                _store.Spoil("UPDATE sample_log SET data = $data WHERE sequence = $sequence", ("$data", Turned(data, position)), ("$sequence", sequence));
                ExpectWithout(everything, rows, index);
                _store.Spoil("UPDATE sample_log SET data = $data WHERE sequence = $sequence", ("$data", data), ("$sequence", sequence));
                Assert.Equal(everything.Select(sample => sample.Sequence), Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
                Assert.Empty(Store.Damage.Pieces);
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task Any_bit_of_the_other_columns_is_told_too()
    {
        await FillLogAsync();
        var everything = Store.ReadAfter(0, 1000);
        var rows = Rows("SELECT sequence, data FROM sample_log ORDER BY sequence");
        Gen.Select(Gen.Int[0, rows.Count - 1], Gen.Int[0, 3].Select(column => Columns[column]), Gen.Int[0, 62]).Sample(
            (index, column, bit) =>
            {
                var turn = $"UPDATE sample_log SET {column} = ({column} | {1L << bit}) - ({column} & {1L << bit}) WHERE sequence = {rows[index].Key}";
                _store.Spoil(turn);
                ExpectWithout(everything, rows, index);
                _store.Spoil(turn);
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task A_row_that_turns_up_under_another_key_is_no_other_row()
    {
        await FillLogAsync();
        var everything = Store.ReadAfter(0, 1000);
        _store.Spoil("UPDATE sample_log SET sequence = sequence + 4096 WHERE sequence = 5");
        await _store.ReopenAsync();

        Assert.Equal(everything.Where(sample => sample.Sequence is < 5 or > 8).Select(sample => sample.Sequence), Store.ReadAfter(0, 10_000).Select(sample => sample.Sequence));
        Assert.Equal(4101, Assert.Single(Store.Damage.Pieces).Id);
    }

    [Fact]
    public async Task Rows_without_a_checksum_are_read_as_ever_and_times_that_are_repaired_get_a_new_one()
    {
        await Store.AppendAsync(TestBatches.Make(count: 5, period: 3), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 5, count: 5, period: 3), Cancellation);
        _store.Spoil("UPDATE sample_log SET crc = NULL WHERE sequence = 1");
        await _store.ReopenAsync();

        Assert.Equal(10, await Store.RepairTimesAsync(samples => samples.Select(sample => new RepairedTime(sample.Sample.Sequence, Midnight, 5, Midnight, true)), cancellation: Cancellation));
        await _store.ReopenAsync();

        Assert.Equal(10, Store.ReadAfter(0, 100).Count(sample => sample.TimeUnixMilliseconds == Midnight));
        Assert.Empty(Rows("SELECT sequence, data FROM sample_log WHERE crc IS NULL OR provisional <> 0"));
        Assert.Empty(Store.Damage.Pieces);
    }

    [Fact]
    public async Task The_way_back_and_up_again_keeps_every_row()
    {
        await FillLogAsync();
        var before = Store.ReadAfter(0, 1000).Select(sample => sample.Sequence).ToList();
        using (var connection = _store.Database.OpenWriter())
        {
            new MigrationRunner([new MigrationSet(ReadingMigrations.All)]).TakeBack(connection, new HashSet<int> { 115 });
            foreach (var table in new[] { "sample_log", "hour_summary", "stream" })
                Assert.Equal(0, connection.Scalar<long>($"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = 'crc'"));
        }

        await _store.ReopenAsync();

        Assert.Equal(before, Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
        Assert.Empty(Store.Damage.Pieces);
    }

    [Fact]
    public async Task Any_bit_of_the_hours_of_a_thinned_day_is_told()
    {
        for (var device = 1; device <= 2; device++)
            await Store.AppendAsync(TestBatches.Make(device: device, count: 60, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.Retention().ThinAsync(BlockId.DayOf(Midnight), long.MaxValue, Cancellation);
        var (key, data) = Rows("SELECT summary_id, data FROM hour_summary")[0];
        var (device1, device2) = (Store.ThinnedHours(1, 0, long.MaxValue).Count, Store.ThinnedHours(2, 0, long.MaxValue).Count);
        Assert.True(device1 > 0 && device2 > 0);
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            _store.Spoil("UPDATE hour_summary SET data = $data WHERE summary_id = $key", ("$data", Turned(data, bit)), ("$key", key));

            Assert.Empty(Store.ThinnedHours(1, 0, long.MaxValue));
            Assert.Equal(device2, Store.ThinnedHours(2, 0, long.MaxValue).Count);
            Assert.Equal(DamageKind.Hours, Assert.Single(Store.Damage.Pieces).Kind);
        }

        _store.Spoil("UPDATE hour_summary SET data = $data WHERE summary_id = $key", ("$data", data), ("$key", key));
        Assert.Equal(device1, Store.ThinnedHours(1, 0, long.MaxValue).Count);
        Assert.Empty(Store.Damage.Pieces);
    }

    [Theory]
    [InlineData("ranges")]
    [InlineData("device_id")]
    [InlineData("boot")]
    [InlineData("incarnation")]
    [InlineData("crc")]
    public async Task Whatever_bit_of_the_counters_received_is_turned_no_sample_is_doubled_and_none_refused(string column)
    {
        await Store.AppendAsync(TestBatches.Make(first: 100, count: 40, start: Midnight), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 150, count: 10, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        var ranges = Rows("SELECT 1, ranges FROM stream")[0].Data;
        var bits = column switch { "ranges" => ranges.Length * 8, "crc" => 31, _ => 62 };
        for (var bit = 0; bit < bits; bit += column == "ranges" ? 1 : 3)
        {
            if (column == "ranges")
                _store.Spoil("UPDATE stream SET ranges = $ranges", ("$ranges", Turned(ranges, bit)));
            else
                _store.Spoil($"UPDATE stream SET {column} = ({column} | {1L << bit}) - ({column} & {1L << bit})");
            await _store.ReopenAsync();

            Assert.Equal(40, Store.CountKnown(new StreamKey(1, 1, 0), 100, 40));
            Assert.Equal(10, Store.CountKnown(new StreamKey(1, 1, 0), 150, 10));
            Assert.Equal(50, Store.CountKnown(new StreamKey(1, 1, 0), 0, 1000));
            if (column == "ranges")
                _store.Spoil("UPDATE stream SET ranges = $ranges", ("$ranges", ranges));
            else
                _store.Spoil($"UPDATE stream SET {column} = ({column} | {1L << bit}) - ({column} & {1L << bit})");
        }
    }

    private static byte[] Turned(byte[] data, int position)
    {
        var turned = (byte[])data.Clone();
        var bit = position % (data.Length * 8);
        turned[bit / 8] ^= (byte)(1 << (bit % 8));
        return turned;
    }

    private async Task FillLogAsync()
    {
        await Store.AppendAsync(TestBatches.Make(count: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, count: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 4), Cancellation);
        await Store.AppendAsync(TestBatches.Make(first: 5, count: 40), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 3, count: 7), Cancellation);
    }

    private void ExpectWithout(IReadOnlyList<Sample> everything, List<(long Key, byte[] Data)> rows, int index)
    {
        _store.ReopenAsync().GetAwaiter().GetResult();
        var (first, next) = (rows[index].Key, index + 1 < rows.Count ? rows[index + 1].Key : long.MaxValue);
        Assert.Equal(everything.Where(sample => sample.Sequence < first || sample.Sequence >= next).Select(sample => sample.Sequence), Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
        Assert.Equal((DamageKind.LogRow, first), Store.Damage.Pieces.Select(piece => (piece.Kind, piece.Id)).Single());
        Assert.InRange(Store.LastPeriod(), 0, 1_000_000_000);
    }

    private List<(long Key, byte[] Data)> Rows(string sql)
    {
        using var connection = _store.Database.OpenReader();
        return connection.Rows(sql, row => (row.GetInt64(0), (byte[])row[1]));
    }
}
