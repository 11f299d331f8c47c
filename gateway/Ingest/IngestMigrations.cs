using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Tables of the ingest: 130 to 139.</summary>
internal static class IngestMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            130,
            "incidents and refused frames",
            """
            CREATE TABLE incident(
              subject TEXT NOT NULL,
              kind INTEGER NOT NULL,
              count INTEGER NOT NULL,
              first_ms INTEGER NOT NULL,
              last_ms INTEGER NOT NULL,
              detail TEXT NOT NULL,
              PRIMARY KEY(subject, kind)) WITHOUT ROWID;
            -- Genuine frames that break the format, kept for a look; bounded.
            CREATE TABLE refused_frame(
              refused_frame_id INTEGER PRIMARY KEY,
              device_id INTEGER NOT NULL,
              received_ms INTEGER NOT NULL,
              error TEXT NOT NULL,
              frame BLOB NOT NULL);
            """,
            "DROP TABLE incident; DROP TABLE refused_frame;"),
    ];
}
