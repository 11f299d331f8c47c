using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.FirstLayout;

/// <summary>
/// Schema step 112: the log gets a row a frame instead of a row a sample, settled samples lie by day instead of by device.
/// Both ways within the step's transaction. What settled before the step was passed by every sink then, and is not followed: the
/// old version forwards its log alone, so on the way back what a sink does not have becomes log again.
/// </summary>
internal static class LayoutChange
{
    /// <summary>Makes the new tables.</summary>
    public const string Up =
        """
        -- The log, in order of commit: the new samples of a frame are one row, sequence is the first one's.
        -- No second index: an SD card would pay for it with every frame.
        CREATE TABLE sample_log(
          sequence INTEGER PRIMARY KEY,
          device_id INTEGER NOT NULL,
          sample_count INTEGER NOT NULL,
          provisional INTEGER NOT NULL,
          data BLOB NOT NULL);
        -- Settled samples: block_id = day << 47 | step of the day << 27 | device.
        CREATE TABLE block(block_id INTEGER PRIMARY KEY, sample_count INTEGER NOT NULL, data BLOB NOT NULL);
        -- A day's share of a settling step: part_id = day << 20 | step of the day; last_sequence = last sample of the step,
        -- 0 where it settled before this table was.
        CREATE TABLE block_part(part_id INTEGER PRIMARY KEY, last_sequence INTEGER NOT NULL, is_thin INTEGER NOT NULL);
        CREATE INDEX block_part_by_sequence ON block_part(last_sequence);
        CREATE TABLE retention_state(only_row INTEGER PRIMARY KEY CHECK(only_row = 1), unforwarded INTEGER NOT NULL, last_ms INTEGER NOT NULL);
        INSERT INTO retention_state VALUES(1, 0, 0);
        -- hour_summary: now summary_id = day << 27 | device.
        CREATE TABLE hours(summary_id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        INSERT INTO hours SELECT (((summary_id >> 24) & 65535) << 27) | (summary_id >> 40), data FROM hour_summary;
        DROP TABLE hour_summary;
        ALTER TABLE hours RENAME TO hour_summary;
        """;

    /// <summary>Makes the old tables.</summary>
    public const string Down =
        """
        CREATE TABLE sample(
          sequence INTEGER PRIMARY KEY, device_id INTEGER NOT NULL, boot INTEGER NOT NULL, incarnation INTEGER NOT NULL, counter INTEGER NOT NULL,
          layout INTEGER NOT NULL, node_seconds INTEGER NOT NULL, time_ms INTEGER NOT NULL, uncertainty_ms INTEGER NOT NULL, lag_ms INTEGER NOT NULL,
          provisional INTEGER NOT NULL, battery_mv INTEGER NOT NULL, age_s INTEGER, delay_ms INTEGER, data BLOB NOT NULL);
        CREATE TABLE segment(segment_id INTEGER PRIMARY KEY, sample_count INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE hours(summary_id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        INSERT INTO hours SELECT ((summary_id & 134217727) << 40) | ((summary_id >> 27) << 24), data FROM hour_summary;
        DROP TABLE hour_summary;
        ALTER TABLE hours RENAME TO hour_summary;
        DROP TABLE retention_state;
        """;

    /// <summary>Moves what the old tables hold.</summary>
    public static void MoveUp(SqliteConnection connection)
    {
        Copy(connection, $"SELECT {SampleRow.Columns} FROM sample", "sample_log", row =>
        {
            var (sample, period) = SampleRow.Read(row);
            return [[sample.Sequence, sample.Identity.DeviceId, 1, period, LogRow.Pack([sample])]];
        });
        var parts = new SortedSet<long>();
        Copy(connection, "SELECT segment_id, sample_count, data FROM segment", "block", row =>
        {
            var id = row.GetInt64(0);
            var (device, part) = ((int)(id >> 40), BlockId.FirstPart((id >> 24) & 0xFFFF) + (id & 0xFFFFFF));
            parts.Add(part);
            return [[BlockId.Of(part, device), row.GetInt32(1), Block.Of(device, Segment.Unpack(device, (byte[])row[2])).Data]];
        });
        foreach (var part in parts)
            connection.Run("INSERT INTO block_part VALUES($part, 0, 0)", ("$part", part));
        connection.Run("DROP TABLE sample; DROP TABLE segment");
    }

    /// <summary>Moves what the new tables hold.</summary>
    public static void MoveDown(SqliteConnection connection)
    {
        var passed = PassedByAll(connection);
        Copy(connection, $"SELECT {LogRow.ColumnsWithoutChecksum} FROM sample_log WHERE sequence > (SELECT settled_sequence FROM reading_state)", "sample", row =>
        {
            var logged = LogRow.Read(row);
            return logged.Samples.Select(sample => SampleRow.Values(sample, logged.Period));
        });
        const string Blocks = "SELECT block_id, sample_count, data, last_sequence FROM block JOIN block_part ON part_id = block_id >> 27";
        Copy(connection, $"{Blocks} WHERE last_sequence > {passed}", "sample", row =>
            Block.Read(row).Samples().Where(sample => sample.Sequence > passed).Select(sample => SampleRow.Values(sample, period: 0)));
        Copy(connection, Blocks, "segment", row =>
        {
            var (id, block) = (row.GetInt64(0), Block.Read(row));
            var part = BlockId.PartOf(id);
            var day = BlockId.DayOfPart(part);
            var isPassed = row.GetInt64(3) <= passed;
            var samples = block.Samples().Where(sample => isPassed || sample.Sequence <= passed).ToList();
            return samples.Count == 0 ? [] : [[((long)block.DeviceId << 40) | (day << 24) | (part - BlockId.FirstPart(day)), samples.Count, Segment.Pack(samples)]];
        });
        connection.Run("UPDATE reading_state SET settled_sequence = min(settled_sequence, $passed)", ("$passed", passed));
        connection.Run("DROP TABLE sample_log; DROP TABLE block; DROP TABLE block_part");
    }

    // Where the outbox was never made, or its step was taken back, nobody follows.
    private static long PassedByAll(SqliteConnection connection) =>
        connection.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'sink_cursor'") == 0
            ? long.MaxValue
            : connection.Scalar<long?>("SELECT min(sequence) FROM sink_cursor") ?? long.MaxValue;

    private static void Copy(SqliteConnection connection, string select, string into, Func<SqliteDataReader, IEnumerable<object[]>> convert)
    {
        using var source = connection.CreateCommand();
        source.CommandText = select;
        using var row = source.ExecuteReader();
        using var insert = connection.CreateCommand();
        while (row.Read())
        {
            foreach (var values in convert(row))
            {
                insert.CommandText = insert.Parameters.Count > 0 ? insert.CommandText : $"INSERT INTO {into} VALUES({string.Join(", ", values.Select((_, index) => $"$p{index}"))})";
                for (var index = 0; index < values.Length; index++)
                {
                    if (insert.Parameters.Count <= index)
                        insert.Parameters.AddWithValue($"$p{index}", values[index]);
                    insert.Parameters[index].ResetSqliteType();
                    insert.Parameters[index].Value = values[index];
                }

                insert.ExecuteNonQuery();
            }
        }
    }
}
