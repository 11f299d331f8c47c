using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Tables of the gateway's clock: 120 to 129.</summary>
internal static class TimingMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            120,
            "gateway clock",
            """
            -- The newest time that was known to be right: a clock before it is wrong.
            CREATE TABLE clock_state(only_row INTEGER PRIMARY KEY CHECK(only_row = 1), newest_trusted_ms INTEGER NOT NULL, last_period INTEGER NOT NULL);
            INSERT INTO clock_state VALUES(1, 0, 0);
            """,
            "DROP TABLE clock_state;"),
        new Migration(
            121,
            "finding of a clock that ran ahead",
            """
            -- What was found with arrivals later than now and was given new times: told for weeks, also after a restart.
            CREATE TABLE clock_ahead(
              only_row INTEGER PRIMARY KEY CHECK(only_row = 1), redated INTEGER NOT NULL, first_arrival_ms INTEGER NOT NULL, last_arrival_ms INTEGER NOT NULL,
              first_time_ms INTEGER NOT NULL, last_time_ms INTEGER NOT NULL, found_ms INTEGER NOT NULL);
            """,
            "DROP TABLE clock_ahead;"),
    ];
}
