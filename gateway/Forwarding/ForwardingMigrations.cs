using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Tables of the outbox: 400 to 499.</summary>
internal static class ForwardingMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            400,
            "outbox",
            """
            CREATE TABLE sink_cursor(sink TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
            -- A time range to be sent again; next_device_id is where it goes on after an interruption.
            CREATE TABLE resend(
              resend_id INTEGER PRIMARY KEY AUTOINCREMENT,
              sink TEXT NOT NULL,
              from_ms INTEGER NOT NULL,
              to_ms INTEGER NOT NULL,
              device_id INTEGER,
              next_device_id INTEGER NOT NULL DEFAULT 0);
            """,
            "DROP TABLE resend; DROP TABLE sink_cursor;"),
        new Migration(
            401,
            "resend position in time",
            "ALTER TABLE resend ADD COLUMN next_ms INTEGER NOT NULL DEFAULT -9223372036854775808; -- where it goes on within next_device_id",
            "ALTER TABLE resend DROP COLUMN next_ms;"),
    ];
}
