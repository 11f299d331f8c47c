using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.FirstLayout;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Tables of the readings: 110 to 119.</summary>
internal static class ReadingMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            110,
            "samples",
            """
            -- The log, in order of commit. No second index: an SD card would pay for it with every sample.
            CREATE TABLE sample(
              sequence INTEGER PRIMARY KEY,
              device_id INTEGER NOT NULL,
              boot INTEGER NOT NULL,
              incarnation INTEGER NOT NULL,
              counter INTEGER NOT NULL,
              layout INTEGER NOT NULL,
              node_seconds INTEGER NOT NULL,
              time_ms INTEGER NOT NULL,
              uncertainty_ms INTEGER NOT NULL,
              lag_ms INTEGER NOT NULL,
              provisional INTEGER NOT NULL,
              battery_mv INTEGER NOT NULL,
              age_s INTEGER,
              delay_ms INTEGER,
              data BLOB NOT NULL);
            -- Settled samples, many to a row: segment_id = device << 40 | day << 24 | number within the day.
            CREATE TABLE segment(
              segment_id INTEGER PRIMARY KEY,
              sample_count INTEGER NOT NULL,
              data BLOB NOT NULL);
            -- Counters received, as of reading_state.settled_sequence; the log after it completes them.
            CREATE TABLE stream(
              device_id INTEGER NOT NULL,
              boot INTEGER NOT NULL,
              incarnation INTEGER NOT NULL,
              ranges BLOB NOT NULL,
              PRIMARY KEY(device_id, boot, incarnation)) WITHOUT ROWID;
            CREATE TABLE reading_state(
              only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
              settled_sequence INTEGER NOT NULL,
              last_sequence INTEGER NOT NULL);
            INSERT INTO reading_state VALUES(1, 0, 0);
            """,
            "DROP TABLE sample; DROP TABLE segment; DROP TABLE stream; DROP TABLE reading_state;"),
        new Migration(
            111,
            "hours of thinned days",
            """
            -- What thinning keeps of a day's raw values, by hour: summary_id = device << 40 | day << 24, as the first segment_id.
            CREATE TABLE hour_summary(summary_id INTEGER PRIMARY KEY, data BLOB NOT NULL);
            """,
            "DROP TABLE hour_summary;"),
        new Migration(112, "a row a frame, blocks by day", LayoutChange.Up, LayoutChange.Down) { MoveUp = LayoutChange.MoveUp, MoveDown = LayoutChange.MoveDown },
        // Plain rows are read as ever; only the way back has work to do.
        new Migration(113, "hours of thinned days compressed", "SELECT 1", "SELECT 1") { MoveDown = HourTable.MakePlain },
        new Migration(114, "checksums of blocks", UnreadableRows.Up, UnreadableRows.Down) { MoveDown = UnreadableRows.DropIfEmpty },
        new Migration(
            115,
            "checksums of log, hours and counters",
            """
            -- Over key, other columns and data, as a signed number: CRC-16 in the log, CRC-32 in the others; NULL of rows from before this step.
            ALTER TABLE sample_log ADD COLUMN crc INTEGER;
            ALTER TABLE hour_summary ADD COLUMN crc INTEGER;
            ALTER TABLE stream ADD COLUMN crc INTEGER;
            """,
            "ALTER TABLE sample_log DROP COLUMN crc; ALTER TABLE hour_summary DROP COLUMN crc; ALTER TABLE stream DROP COLUMN crc;"),
    ];
}
