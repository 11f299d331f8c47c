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

        // A program that knows no taking back would put these calibrations in force again: back there they must be gone.
        new Migration(
            301,
            "calibrations taken back",
            """
            CREATE TABLE calibration_taken_back(
              probe_id INTEGER NOT NULL,
              version INTEGER NOT NULL,
              note TEXT NOT NULL,
              created_ms INTEGER NOT NULL,
              PRIMARY KEY(probe_id, version)) WITHOUT ROWID;
            """,
            """
            DELETE FROM calibration WHERE (probe_id, version) IN (SELECT probe_id, version FROM calibration_taken_back);
            DROP TABLE calibration_taken_back;
            """),
    ];
}
