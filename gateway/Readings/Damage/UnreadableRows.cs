using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Damage;

/// <summary>Rows of the log that could not be read when the log settled over them: their bytes, put aside for who can mend them.</summary>
internal static class UnreadableRows
{
    /// <summary>Schema step 114: a checksum for each block, and the table of what has none any more. Blocks of before have no checksum.</summary>
    public const string Up =
        """
        ALTER TABLE block ADD COLUMN crc INTEGER; -- CRC-32 over block_id, sample_count and data
        CREATE TABLE IF NOT EXISTS unreadable_row(
          sequence INTEGER PRIMARY KEY,
          device_id INTEGER NOT NULL,
          sample_count INTEGER NOT NULL,
          provisional INTEGER NOT NULL,
          data BLOB NOT NULL,
          found_ms INTEGER NOT NULL);
        """;

    /// <summary>The way back from it.</summary>
    public const string Down = "ALTER TABLE block DROP COLUMN crc;";

    /// <summary>Drops the table on the way back, unless it holds something: an older program passes it by, this one finds it again.</summary>
    public static void DropIfEmpty(SqliteConnection connection)
    {
        if (connection.Scalar<long>("SELECT count(*) FROM unreadable_row") == 0)
            connection.Run("DROP TABLE unreadable_row");
    }

    /// <summary>Puts aside what is known as unreadable and about to leave the log.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="damage">What is known.</param>
    /// <param name="throughSequence">Up to here the log is left.</param>
    /// <param name="now">The time.</param>
    public static void PutAside(SqliteConnection connection, DamageBook damage, long throughSequence, DateTimeOffset now)
    {
        foreach (var sequence in damage.Rows.Where(sequence => sequence <= throughSequence))
        {
            connection.Run(
                """
                INSERT OR IGNORE INTO unreadable_row SELECT sequence, device_id, sample_count, provisional, CAST(data AS BLOB), $now FROM sample_log
                WHERE sequence = $sequence AND sequence > (SELECT settled_sequence FROM reading_state)
                """,
                ("$sequence", sequence), ("$now", now.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>Notes what was put aside in earlier runs.</summary>
    public static void Remember(SqliteConnection connection, DamageBook damage)
    {
        foreach (var (sequence, device, samples, found) in connection.Rows(
            "SELECT sequence, device_id, sample_count, found_ms FROM unreadable_row ORDER BY sequence DESC LIMIT 1000",
            row => (row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))))
        {
            damage.Remember(sequence, device, samples, found);
        }
    }
}
