using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Tables of the calibrations: 300 to 309.</summary>
internal static class CalibrationMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            300,
            "calibrations of probes",
            """
            CREATE TABLE calibration(
              probe_id INTEGER NOT NULL,
              version INTEGER NOT NULL,
              valid_from_ms INTEGER NOT NULL,
              points TEXT NOT NULL,
              raw_per_degree REAL,
              reference_celsius REAL,
              note TEXT NOT NULL,
              created_ms INTEGER NOT NULL,
              PRIMARY KEY(probe_id, version)) WITHOUT ROWID;
            """,
            "DROP TABLE calibration;"),
    ];
}
