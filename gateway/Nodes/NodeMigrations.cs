using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Tables of the registry: 200 to 299. Times are Unix milliseconds UTC, ids are never used again.</summary>
internal static class NodeMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            200,
            "registry",
            """
            CREATE TABLE registry_state(
              only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
              revision INTEGER NOT NULL,
              key_file_fingerprint TEXT);
            INSERT INTO registry_state VALUES(1, 1, NULL);
            CREATE TABLE site(
              site_id INTEGER PRIMARY KEY AUTOINCREMENT,
              reference TEXT NOT NULL UNIQUE,
              name TEXT NOT NULL,
              latitude REAL NOT NULL,
              longitude REAL NOT NULL,
              species_german TEXT,
              species_botanical TEXT,
              street TEXT,
              tree_number TEXT,
              planted_year INTEGER,
              crown_diameter_meters REAL,
              watering_tour TEXT,
              maintenance_area TEXT,
              gone_on TEXT,
              sensor_site_gid INTEGER UNIQUE);
            CREATE TABLE device(
              device_id INTEGER PRIMARY KEY AUTOINCREMENT,
              kind INTEGER NOT NULL,
              name TEXT NOT NULL UNIQUE,
              model TEXT NOT NULL DEFAULT '',
              created_ms INTEGER NOT NULL,
              retired_ms INTEGER);
            CREATE TABLE node(
              node_id INTEGER PRIMARY KEY,
              device_id INTEGER NOT NULL UNIQUE REFERENCES device(device_id),
              sealed_key BLOB NOT NULL,
              sealed_previous_key BLOB,
              previous_key_until_ms INTEGER,
              boot_floor INTEGER NOT NULL DEFAULT 1,
              gateway_host TEXT,
              gateway_port INTEGER);
            CREATE TABLE device_site(
              device_id INTEGER NOT NULL REFERENCES device(device_id),
              site_id INTEGER NOT NULL REFERENCES site(site_id),
              valid_from_ms INTEGER NOT NULL,
              valid_to_ms INTEGER,
              PRIMARY KEY(device_id, valid_from_ms)) WITHOUT ROWID;
            CREATE TABLE node_layout(
              device_id INTEGER NOT NULL REFERENCES device(device_id),
              layout_id INTEGER NOT NULL,
              content BLOB NOT NULL,
              created_ms INTEGER NOT NULL,
              PRIMARY KEY(device_id, layout_id)) WITHOUT ROWID;
            CREATE TABLE probe(
              probe_id INTEGER PRIMARY KEY AUTOINCREMENT,
              device_id INTEGER NOT NULL REFERENCES device(device_id),
              layout_id INTEGER NOT NULL,
              channel INTEGER NOT NULL,
              kind INTEGER NOT NULL,
              depth_cm INTEGER NOT NULL,
              serial TEXT NOT NULL DEFAULT '',
              valid_from_ms INTEGER NOT NULL,
              valid_to_ms INTEGER);
            CREATE INDEX probe_by_device ON probe(device_id, channel, valid_from_ms);
            """,
            """
            DROP TABLE probe; DROP TABLE node_layout; DROP TABLE device_site; DROP TABLE node; DROP TABLE device;
            DROP TABLE site; DROP TABLE registry_state;
            """),
        new Migration(
            201,
            "node settings and reports",
            """
            CREATE TABLE node_settings(
              device_id INTEGER NOT NULL REFERENCES device(device_id),
              version INTEGER NOT NULL,
              content TEXT NOT NULL,
              sealed_wifi_password BLOB,
              created_ms INTEGER NOT NULL,
              PRIMARY KEY(device_id, version)) WITHOUT ROWID;
            CREATE TABLE node_report(
              device_id INTEGER PRIMARY KEY REFERENCES device(device_id),
              highest_boot INTEGER NOT NULL,
              received_ms INTEGER NOT NULL,
              content TEXT NOT NULL);
            """,
            "DROP TABLE node_report; DROP TABLE node_settings;"),
        new Migration(202, "battery of a node", "ALTER TABLE node ADD COLUMN battery_kind TEXT;", "ALTER TABLE node DROP COLUMN battery_kind;"),
    ];
}
