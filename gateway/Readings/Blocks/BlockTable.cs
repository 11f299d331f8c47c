using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>Settled samples on disk: parts (a day's share of one settling step) and their blocks.</summary>
internal static class BlockTable
{
    private const string Columns = "block_id, sample_count, data, crc";

    /// <summary>Adds a part to a day.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="day">The day.</param>
    /// <param name="lastSequence">Last sequence of the settling step, the same for all its parts.</param>
    /// <param name="blocks">One a device, by device.</param>
    public static void AddPart(SqliteConnection connection, long day, long lastSequence, IEnumerable<Block> blocks)
    {
        var part = NewPart(connection, day);
        AddBlocks(connection, part, blocks);
        Announce(connection, part, lastSequence);
    }

    /// <summary>The number of the next part of a day. It is not seen until it is announced.</summary>
    public static long NewPart(SqliteConnection connection, long day)
    {
        var (first, last) = (BlockId.FirstPart(day), BlockId.LastPart(day));
        var before = connection.Scalar<long?>("SELECT max(part_id) FROM block_part WHERE part_id BETWEEN $first AND $last", ("$first", first), ("$last", last));
        if (before == last)
            throw new InvalidOperationException($"Day {day} has no room for another part.");
        var part = before + 1 ?? first;
        // Of a step that a power cut ended before its part was announced.
        connection.Run("DELETE FROM block WHERE block_id BETWEEN $first AND $last", ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part)));
        return part;
    }

    /// <summary>Makes a part seen.</summary>
    public static void Announce(SqliteConnection connection, long part, long lastSequence) =>
        connection.Run("INSERT INTO block_part VALUES($part, $sequence, 0)", ("$part", part), ("$sequence", lastSequence));

    /// <summary>Adds blocks to a part that has none of their devices.</summary>
    public static void AddBlocks(SqliteConnection connection, long part, IEnumerable<Block> blocks)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO block VALUES($id, $count, $data, $crc)";
        var (id, count) = (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$count", SqliteType.Integer));
        var (data, crc) = (insert.Parameters.Add("$data", SqliteType.Blob), insert.Parameters.Add("$crc", SqliteType.Integer));
        foreach (var block in blocks)
        {
            var blockId = BlockId.Of(part, block.DeviceId);
            (id.Value, count.Value, data.Value, crc.Value) = (blockId, block.Count, block.Data, block.Checksum(blockId));
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>Packs samples of a step as they lie on disk: by day, then by device, then by time.</summary>
    public static List<(long Number, List<Block> Blocks)> ByDay(IEnumerable<Sample> samples) =>
        [.. samples.GroupBy(sample => BlockId.DayOf(sample.TimeUnixMilliseconds)).OrderBy(day => day.Key).Select(day => (day.Key, Pack(day)))];

    /// <summary>Forgets a part if none of its blocks is left.</summary>
    /// <returns>True if none was.</returns>
    public static bool ForgetIfEmpty(SqliteConnection connection, long part) => connection.Run(
        "DELETE FROM block_part WHERE part_id = $part AND NOT EXISTS(SELECT 1 FROM block WHERE block_id BETWEEN $first AND $last)",
        ("$part", part), ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part))) > 0;

    /// <summary>Parts of the days from one to another, in order.</summary>
    public static List<long> Parts(SqliteConnection connection, long firstDay, long lastDay) =>
        connection.Rows(
            "SELECT part_id FROM block_part WHERE part_id BETWEEN $first AND $last ORDER BY part_id",
            row => row.GetInt64(0), ("$first", BlockId.FirstPart(firstDay)), ("$last", BlockId.LastPart(lastDay)));

    /// <summary>All parts with the last sequences of their steps, what settled last first; read one by one, for there are thousands after a year.</summary>
    public static IEnumerable<(long Part, long LastSequence)> PartsNewestFirst(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT part_id, last_sequence FROM block_part ORDER BY last_sequence DESC, part_id DESC";
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>All parts, the latest day first; read one by one.</summary>
    public static IEnumerable<long> PartsLatestDayFirst(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT part_id FROM block_part ORDER BY part_id DESC";
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return row.GetInt64(0);
    }

    /// <summary>The blocks of one device in some parts, in their order; read one by one. Unreadable ones are noted and left out.</summary>
    public static IEnumerable<StoredBlock> OfDevice(SqliteConnection connection, DamageBook damage, int deviceId, IEnumerable<long> parts) =>
        Read(connection, damage, parts.Select(part => BlockId.Of(part, deviceId)));

    /// <summary>The blocks of a part, by device. Unreadable ones are noted and left out.</summary>
    public static List<StoredBlock> OfPart(SqliteConnection connection, DamageBook damage, long part) =>
        // Keys first, then block by block: a scan would end at the first that cannot be read.
        [.. Read(connection, damage, connection.Rows(
            "SELECT block_id FROM block WHERE block_id BETWEEN $first AND $last ORDER BY block_id",
            row => row.GetInt64(0), ("$first", BlockId.Of(part, 0)), ("$last", BlockId.LastOf(part))))];

    /// <summary>The next settling step after a sequence: its last sequence and its parts; none if there is none.</summary>
    public static (long LastSequence, List<long> Parts) StepAfter(SqliteConnection connection, long sequence)
    {
        var last = connection.Scalar<long?>("SELECT min(last_sequence) FROM block_part WHERE last_sequence > $after", ("$after", sequence));
        return (last ?? 0, last is null ? [] : connection.Rows("SELECT part_id FROM block_part WHERE last_sequence = $last", row => row.GetInt64(0), ("$last", last)));
    }

    private static IEnumerable<StoredBlock> Read(SqliteConnection connection, DamageBook damage, IEnumerable<long> blockIds)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM block WHERE block_id = $id";
        var id = command.Parameters.Add("$id", SqliteType.Integer);
        foreach (var blockId in blockIds)
        {
            id.Value = blockId;
            if (Read(command, damage, blockId) is { } block)
                yield return block;
        }
    }

    private static StoredBlock? Read(SqliteCommand command, DamageBook damage, long blockId)
    {
        var samples = 0;
        try
        {
            using var row = command.ExecuteReader();
            if (!row.Read())
                return null;
            samples = row.GetInt32(1);
            var block = Block.Read(row);
            // Blocks of before schema step 114 have none.
            if (!row.IsDBNull(3) && row.GetInt64(3) != block.Checksum(blockId))
                throw new InvalidDataException("The checksum is wrong.");
            var stored = new StoredBlock(BlockId.PartOf(blockId), block, block.Samples());
            damage.BlockIsWell(blockId);
            return stored;
        }
        catch (Exception exception) when (DamageBook.IsDamage(exception))
        {
            damage.NoteBlock(blockId, samples, exception);
            return null;
        }
    }

    private static List<Block> Pack(IEnumerable<Sample> samples) =>
        [.. samples.GroupBy(sample => sample.Identity.DeviceId).OrderBy(device => device.Key)
            .Select(device => Block.Of(device.Key, [.. device.OrderBy(sample => sample.TimeUnixMilliseconds).ThenBy(sample => sample.Sequence)]))];
}
