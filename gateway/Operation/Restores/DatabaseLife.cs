using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>
/// Which run of the service a database has seen last. A copy of the file keeps the run that it was made in, while the
/// mark beside the database goes on; that is how an older state is recognised.
/// </summary>
/// <param name="Run">The run that it is in, or was in last; empty before the first.</param>
/// <param name="PreviousRun">The run before: what the mark still says when power went between database and mark.</param>
/// <param name="IsCopy">Whether a backup command made this file.</param>
internal sealed record DatabaseLife(string Run, string PreviousRun, bool IsCopy)
{
    /// <summary>Its table: 140.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new Migration(
            140,
            "run of the service",
            """
            CREATE TABLE database_life(
              only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
              run TEXT NOT NULL,
              previous_run TEXT NOT NULL,
              is_copy INTEGER NOT NULL);
            INSERT INTO database_life VALUES(1, '', '', 0);
            """,
            "DROP TABLE database_life;"),
    ];

    /// <summary>Whether the database is another state than the one that ran last beside this mark.</summary>
    /// <param name="mark">Run named by the mark; null where there is none, as beside a database that was brought alone.</param>
    public bool IsOlderThan(string? mark) => IsCopy || (mark is null ? Run.Length > 0 : mark != Run && mark != PreviousRun);

    /// <summary>Reads it.</summary>
    public static DatabaseLife Read(SqliteConnection connection) => connection.Rows(
        "SELECT run, previous_run, is_copy FROM database_life",
        row => new DatabaseLife(row.GetString(0), row.GetString(1), row.GetBoolean(2)))[0];

    /// <summary>Begins a run: from now on this is the database that is ahead.</summary>
    public static int BeginRun(SqliteConnection connection, string run) =>
        connection.Run("UPDATE database_life SET previous_run = run, run = $run, is_copy = 0", ("$run", run));

    /// <summary>Notes in a copy that it is one.</summary>
    public static void MarkAsCopy(SqliteConnection copy) => copy.Run("UPDATE database_life SET is_copy = 1");
}
