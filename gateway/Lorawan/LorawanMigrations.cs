using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Lorawan;

/// <summary>Tables of foreign uplinks: 320 to 329.</summary>
internal static class LorawanMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            320,
            "foreign uplinks",
            """
            CREATE TABLE foreign_uplink(
              uplink_id INTEGER PRIMARY KEY AUTOINCREMENT,
              eui TEXT NOT NULL,
              session INTEGER NOT NULL,
              counter INTEGER NOT NULL,
              time_ms INTEGER NOT NULL,
              received_ms INTEGER NOT NULL,
              state INTEGER NOT NULL,
              message BLOB NOT NULL);
            CREATE UNIQUE INDEX foreign_uplink_identity ON foreign_uplink(eui, session, counter, time_ms);
            """,
            "DROP TABLE foreign_uplink;"),
        new Migration(
            321,
            "the server's id of an uplink",
            "ALTER TABLE foreign_uplink ADD COLUMN delivery TEXT NOT NULL DEFAULT '';",
            "ALTER TABLE foreign_uplink DROP COLUMN delivery;"),
        new Migration(
            322,
            "the period without a set clock that an uplink's time hangs on",
            "ALTER TABLE foreign_uplink ADD COLUMN period INTEGER NOT NULL DEFAULT 0;",
            "ALTER TABLE foreign_uplink DROP COLUMN period;"),
        new Migration(
            323,
            "how far a repaired time of an uplink may be off",
            "ALTER TABLE foreign_uplink ADD COLUMN slack_ms INTEGER NOT NULL DEFAULT 0;",
            "ALTER TABLE foreign_uplink DROP COLUMN slack_ms;"),
    ];
}
