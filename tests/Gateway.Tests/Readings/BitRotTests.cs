using System.Buffers.Binary;
using CsCheck;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>The card has lost bits of stored readings: what is hit is left out, told and kept; all else goes on.</summary>
public sealed class BitRotTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;
    private const int Devices = 4;

    private readonly StoreUnderTest _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteReadingStore Store => _store.Store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Any_bit_of_a_block_is_told_and_takes_nothing_else_with_it()
    {
        await FeedAsync(days: 2);
        await _store.Settler.SettleAsync(Cancellation);
        var blocks = Blocks();
        var everything = Store.ReadAfter(0, 100_000);
        Gen.Select(Gen.Int[0, blocks.Count - 1], Gen.Int[0, int.MaxValue]).Sample(
            (index, position) =>
            {
                var (id, data) = blocks[index];
                var bit = position % (data.Length * 8);
                var rotten = (byte[])data.Clone();
                rotten[bit / 8] ^= (byte)(1 << (bit % 8));
                _store.Spoil("UPDATE block SET data = $data WHERE block_id = $id", ("$data", rotten), ("$id", id));
                _store.ReopenAsync().GetAwaiter().GetResult();

                var (device, day) = (BlockId.DeviceOf(id), BlockId.DayOfPart(BlockId.PartOf(id)));
                bool IsLost(Sample sample) => sample.Identity.DeviceId == device && BlockId.DayOf(sample.TimeUnixMilliseconds) == day;
                var expected = everything.Where(sample => !IsLost(sample)).Select(sample => sample.Sequence).ToList();
                Assert.Equal(expected, Store.ReadAfter(0, 100_000).Select(sample => sample.Sequence));
                for (var any = 1; any <= Devices; any++)
                    Assert.Equal(everything.Count(sample => sample.Identity.DeviceId == any && !IsLost(sample)), Store.Read(any, long.MinValue, long.MaxValue).Count());
                Assert.NotEmpty(Store.Recent(device, 500));
                Assert.NotNull(Store.Latest(device));
                var piece = Assert.Single(_store.Store.Damage.Pieces);
                Assert.Equal((DamageKind.Block, device, day, everything.Count(IsLost)), (piece.Kind, piece.DeviceId, piece.Day!.Value, piece.Samples));

                // What comes again is told as known: the counters of what is lost stay known, as those of what was thinned.
                _store.Spoil("UPDATE block SET data = $data WHERE block_id = $id", ("$data", data), ("$id", id));
                Assert.Equal(everything.Count(sample => sample.Identity.DeviceId == device), Store.Read(device, long.MinValue, long.MaxValue).Count());
                Assert.Empty(_store.Store.Damage.Pieces);
            },
            iter: 60,
            threads: 1);
    }

    [Theory]
    [InlineData("UPDATE block SET data = zeroblob(length(data))")]
    [InlineData("UPDATE block SET data = x''")]
    [InlineData("UPDATE block SET data = 'text'")]
    [InlineData("UPDATE block SET sample_count = sample_count + 1")]
    [InlineData("UPDATE block SET sample_count = 99999999999999")]
    [InlineData("UPDATE block SET sample_count = -7")]
    [InlineData("UPDATE block SET crc = crc + 1")]
    [InlineData("UPDATE block SET block_id = block_id + 50")]
    [InlineData("UPDATE block SET crc = NULL, data = x'FFFF'")]
    public async Task Whatever_became_of_a_block_stops_nothing(string rot)
    {
        await FeedAsync(days: 1);
        await _store.Settler.SettleAsync(Cancellation);
        var victim = Blocks().First(block => BlockId.DeviceOf(block.Id) == 2).Id;
        _store.Spoil($"{rot} WHERE block_id = {victim}");
        await FeedAsync(days: 2, from: 1);
        await _store.ReopenAsync();

        var followed = Store.ReadAfter(0, 100_000);
        Assert.Equal(96 * Devices * 2 - 96, followed.Count);
        Assert.True(Assert.Single(_store.Store.Damage.Pieces).Samples >= 0);
        await _store.Settler.SettleAsync(Cancellation);
        Assert.Equal(96, Store.Read(2, long.MinValue, long.MaxValue).Count());
        Assert.Equal(96 * 2, Store.Read(3, long.MinValue, long.MaxValue).Count());
    }

    [Fact]
    public async Task A_block_without_a_checksum_is_read_as_ever_and_one_that_is_laid_down_anew_gets_its_own()
    {
        await FeedAsync(days: 1);
        await _store.Settler.SettleAsync(Cancellation);
        Assert.Equal(0, Count("SELECT count(*) FROM block WHERE crc IS NULL"));
        _store.Spoil("UPDATE block SET crc = NULL");

        Assert.Equal(96 * Devices, Enumerable.Range(1, Devices).Sum(device => Store.Read(device, 0, long.MaxValue).Count()));
        await _store.Retention().ThinAsync(BlockId.DayOf(Midnight), long.MaxValue, Cancellation);

        Assert.Equal(0, Count("SELECT count(*) FROM block WHERE crc IS NULL"));
        Assert.Equal(24 * Devices, Store.ReadAfter(0, 100_000).Count);
        Assert.Empty(_store.Store.Damage.Pieces);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_day_with_an_unreadable_block_is_neither_thinned_nor_dropped_and_the_bytes_stay_as_they_are(bool isKnownBefore)
    {
        await FeedAsync(days: 3);
        await _store.Settler.SettleAsync(Cancellation);
        var (id, data) = Blocks().First(block => BlockId.DeviceOf(block.Id) == 3);
        data[5] ^= 0x10;
        _store.Spoil("UPDATE block SET data = $data WHERE block_id = $id", ("$data", data), ("$id", id));
        await _store.ReopenAsync();
        if (isKnownBefore)
            Store.ReadAfter(0, 1);
        var options = new SettlingOptions { MaximumDatabaseMegabytes = 1, AlwaysKeepDays = 1 };
        // A filler makes the bound impossible to keep: everything that may go, goes.
        _store.Spoil("CREATE TABLE filler(data BLOB); INSERT INTO filler VALUES(zeroblob(2000000))");

        await _store.Retention(options).MakeRoomAsync(long.MaxValue, Cancellation);

        var day = BlockId.DayOfPart(BlockId.PartOf(id));
        Assert.Equal(data, Blocks().Single(block => block.Id == id).Data);
        Assert.All(Blocks(), block => Assert.Equal(day, BlockId.DayOfPart(BlockId.PartOf(block.Id))));
        Assert.Equal(DamageKind.Block, Assert.Single(_store.Store.Damage.Pieces).Kind);
        // Mended (a fault of the way, a page put back), it is a day as any other.
        data[5] ^= 0x10;
        _store.Spoil("UPDATE block SET data = $data WHERE block_id = $id", ("$data", data), ("$id", id));
        Assert.True(Store.Read(3, long.MinValue, long.MaxValue).Any());
        await _store.Retention(options).MakeRoomAsync(long.MaxValue, Cancellation);
        Assert.Empty(Blocks());
    }

    [Fact]
    public async Task Unreadable_hours_of_a_thinned_day_are_told_and_not_written_over()
    {
        await FeedAsync(days: 1);
        await _store.Settler.SettleAsync(Cancellation);
        var day = BlockId.DayOf(Midnight);
        await _store.Retention().ThinAsync(day, long.MaxValue, Cancellation);
        _store.Spoil("UPDATE hour_summary SET data = x'0105FFFFFF' WHERE summary_id = $id", ("$id", BlockId.HoursOf(day, 2)));
        // More of that day comes late, and it would be thinned again.
        await Store.AppendAsync(TestBatches.Make(device: 2, boot: 2, first: 0, count: 60, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);

        await _store.Retention().ThinAsync(day, long.MaxValue, Cancellation);

        Assert.Empty(Store.ThinnedHours(2, 0, long.MaxValue));
        Assert.Equal(24, Store.ThinnedHours(3, 0, long.MaxValue).Count);
        Assert.Equal(24 + 60, Store.Read(2, long.MinValue, long.MaxValue).Count());
        Assert.Equal((DamageKind.Hours, 2, day), _store.Store.Damage.Pieces.Select(piece => (piece.Kind, piece.DeviceId, piece.Day!.Value)).Single());
        Assert.Equal(1, Count("SELECT count(*) FROM hour_summary WHERE data = x'0105FFFFFF'"));
    }

    [Theory]
    [InlineData("data = x'FFFF'", 3)]
    [InlineData("data = x''", 3)]
    [InlineData("data = substr(data, 1, length(data) - 3)", 3)]
    [InlineData("data = 'text'", 1)]
    [InlineData("sample_count = 3", 5)]
    [InlineData("sample_count = -7, data = x'00'", 2)]
    [InlineData("data = x'FFFF', provisional = 5", 4)]
    [InlineData("data = x'FFFF'", 8)] // the last row
    [InlineData("data = x'FFFF', sample_count = 88888888", 8)]
    public async Task A_row_of_the_log_that_cannot_be_read_stops_neither_start_nor_sinks_nor_settling_and_is_put_aside(string rot, int row)
    {
        for (var batch = 0; batch < 8; batch++)
            await Store.AppendAsync(TestBatches.Make(first: (uint)(batch * 10), count: 10), Cancellation);
        var sequence = ((row - 1) * 10) + 1;
        _store.Spoil($"UPDATE sample_log SET {rot} WHERE sequence = {sequence}");
        var bytes = Count($"SELECT length(CAST(data AS BLOB)) FROM sample_log WHERE sequence = {sequence}");

        await _store.ReopenAsync();
        var expected = Enumerable.Range(1, 80).Where(any => any < sequence || any >= sequence + 10).Select(any => (long)any).ToList();
        Assert.Equal(expected, Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
        Assert.Equal(sequence, Assert.Single(_store.Store.Damage.Pieces).Id);
        Assert.Equal(0, await Store.RepairTimesAsync(samples => samples.Select(_ => default(RepairedTime)), cancellation: Cancellation));
        // The node still has them: they are new. Nothing else is.
        Assert.Equal(10, await Store.AppendAsync(TestBatches.Make(first: (uint)sequence - 1, count: 10), Cancellation) + await Store.AppendAsync(TestBatches.Make(first: 0, count: 60), Cancellation) + await Store.AppendAsync(TestBatches.Make(first: 60, count: 20), Cancellation));
        var last = Store.LastSequence;
        Assert.True(last > 80);
        await _store.Settler.SettleAsync(Cancellation);
        await _store.ReopenAsync();

        Assert.Equal(80, Store.Read(1, long.MinValue, long.MaxValue).DistinctBy(sample => sample.Identity).Count());
        Assert.Equal(80, Store.Read(1, long.MinValue, long.MaxValue).Count());
        Assert.Equal(0, Count("SELECT count(*) FROM sample_log"));
        Assert.Equal(bytes, Count($"SELECT length(data) FROM unreadable_row WHERE sequence = {sequence}"));
        Assert.Equal((DamageKind.LogRow, sequence), _store.Store.Damage.Pieces.Select(piece => (piece.Kind, (int)piece.Id)).Single());
        Assert.Equal(1, await Store.AppendAsync(TestBatches.Make(first: 80), Cancellation));
        Assert.Equal(last + 1, Store.LastSequence);
    }

    [Theory]
    [InlineData("x'FF'")]
    [InlineData("x''")]
    [InlineData("'text'")]
    [InlineData("x'05FFFFFFFFFFFFFFFFFF01'")]
    [InlineData("x'05FFFFFFFF7F'")]
    [InlineData("x'05030001'")] // ranges that touch
    [InlineData("substr(ranges, 1, length(ranges) - 1)")]
    public async Task Counters_received_that_cannot_be_read_are_gathered_from_the_samples(string rot)
    {
        await FeedAsync(days: 2);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 400, count: 9, start: Midnight), Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, boot: 5, first: 7, count: 9, start: Midnight), Cancellation);
        await _store.Settler.SettleAsync(Cancellation);
        await Store.AppendAsync(TestBatches.Make(device: 2, first: 450, count: 9, start: Midnight), Cancellation);
        var before = Store.Streams(2).SelectMany(stream => stream.Ranges).ToList();
        _store.Spoil($"UPDATE stream SET ranges = {rot} WHERE device_id = 2 AND boot = 1");

        await _store.ReopenAsync();

        Assert.Equal(before, Store.Streams(2).SelectMany(stream => stream.Ranges));
        Assert.Equal(0, await Store.AppendAsync(TestBatches.Make(device: 2, first: 0, count: 60, start: Midnight), Cancellation));
        // Saved again with the next settling.
        await _store.Settler.SettleAsync(Cancellation);
        Assert.NotEqual(0, Count($"SELECT count(*) FROM stream WHERE device_id = 2 AND boot = 1 AND ranges IS NOT {rot}"));
        await _store.ReopenAsync();
        Assert.Equal(before, Store.Streams(2).SelectMany(stream => stream.Ranges));
    }

    [Fact]
    public async Task The_way_back_keeps_every_block_and_the_bytes_put_aside()
    {
        await FeedAsync(days: 1);
        _store.Spoil("UPDATE sample_log SET data = x'FFFF' WHERE sequence = 1");
        await _store.ReopenAsync();
        await _store.Settler.SettleAsync(Cancellation);
        var before = Store.ReadAfter(0, 1000).Select(sample => sample.Sequence).ToList();
        using (var connection = _store.Database.OpenWriter())
        {
            new MigrationRunner([new MigrationSet(ReadingMigrations.All)]).TakeBack(connection, new HashSet<int> { 114, 115 });
            Assert.Equal(0, connection.Scalar<long>("SELECT count(*) FROM pragma_table_info('block') WHERE name = 'crc'"));
            // What the older version adds has no checksum.
            connection.Run("UPDATE block SET data = data");
        }

        await _store.ReopenAsync();

        Assert.Equal(before, Store.ReadAfter(0, 1000).Select(sample => sample.Sequence));
        Assert.Equal(1, Count("SELECT count(*) FROM unreadable_row"));
        Assert.Single(_store.Store.Damage.Pieces);
    }

    [Fact]
    public async Task A_page_that_SQLite_itself_finds_damaged_takes_its_blocks_and_no_others()
    {
        await FeedAsync(days: 1);
        await _store.Settler.SettleAsync(Cancellation);
        var big = Blocks().First(block => BlockId.DeviceOf(block.Id) == 1).Id;
        // A block of several pages: its first lies in the tree, the others hang on it.
        _store.Spoil("UPDATE block SET data = randomblob(9000), crc = NULL WHERE block_id = $id", ("$id", big));
        await _store.ReopenAsync(BreakOverflow);

        Assert.Equal(96 * (Devices - 1), Store.ReadAfter(0, 100_000).Count);
        Assert.Equal(1, Assert.Single(_store.Store.Damage.Pieces).DeviceId);
    }

    /// <summary>Bends the chain of pages of the only large value: each page of it names the next in its first four bytes.</summary>
    private static void BreakOverflow(string path)
    {
        const int PageBytes = 1024;
        var file = File.ReadAllBytes(path);
        var pages = file.Length / PageBytes;
        for (var page = 2; page <= pages; page++)
        {
            var length = 0;
            for (long at = page; at > 1 && at <= pages && length < 20; at = Next(at))
                length++;
            if (length is < 5 or >= 20)
                continue;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((page - 1) * PageBytes), 0x7FFFFFFF);
            File.WriteAllBytes(path, file);
            return;
        }

        Assert.Fail($"No chain of pages was found among {pages} pages.");

        long Next(long page) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)(page - 1) * PageBytes));
    }

    private async Task FeedAsync(int days, int from = 0)
    {
        for (var first = (uint)from * 96; first < days * 96; first += 48)
        {
            for (var device = 1; device <= Devices; device++)
                await Store.AppendAsync(TestBatches.Make(device: device, first: first, count: 48, start: Midnight), Cancellation);
        }
    }

    private List<(long Id, byte[] Data)> Blocks()
    {
        using var connection = _store.Database.OpenReader();
        return connection.Rows("SELECT block_id, data FROM block ORDER BY block_id", row => (row.GetInt64(0), (byte[])row[1]));
    }

    private long Count(string sql)
    {
        using var connection = _store.Database.OpenReader();
        return connection.Scalar<long>(sql);
    }
}
