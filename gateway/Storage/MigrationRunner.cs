using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>Brings a database to the schema of this program, and back for a return to an older one.</summary>
internal sealed class MigrationRunner
{
    private readonly List<Migration> _known;

    /// <summary>Takes all migrations of the program.</summary>
    /// <exception cref="ArgumentException">Two migrations have the same number.</exception>
    public MigrationRunner(IEnumerable<MigrationSet> sets)
    {
        _known = [.. sets.SelectMany(set => set.Migrations).OrderBy(migration => migration.Number)];
        var twice = _known.GroupBy(migration => migration.Number).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Migration number {twice.Key} is used twice.", nameof(sets));
    }

    /// <summary>Applies what is missing, each migration in its own transaction.</summary>
    /// <exception cref="DatabaseRefusedException">The database was written by a newer program.</exception>
    public void Upgrade(SqliteConnection connection)
    {
        connection.Run("CREATE TABLE IF NOT EXISTS migration(number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        var applied = Applied(connection);
        var unknown = applied.Where(number => _known.TrueForAll(migration => migration.Number != number)).ToList();
        if (unknown.Count > 0)
        {
            throw new DatabaseRefusedException(
                $"The database {connection.DataSource} has schema steps that this program does not know ({string.Join(", ", unknown)}): "
                + "a newer jena-gateway wrote it. Install that version again, or take the steps back with its command 'jena-gateway database downgrade'.");
        }

        foreach (var migration in _known.Where(migration => !applied.Contains(migration.Number)))
            Step(connection, migration.Up, migration.MoveUp, "INSERT INTO migration(number, name) VALUES($number, $name)", migration);
    }

    /// <summary>Takes back every applied migration above a number, newest first.</summary>
    /// <returns>The migrations taken back, in that order.</returns>
    public IReadOnlyList<Migration> Downgrade(SqliteConnection connection, int lastToKeep) =>
        TakeBack(connection, _known.Select(migration => migration.Number).Where(number => number > lastToKeep).ToHashSet());

    /// <summary>Takes back the applied ones of these migrations, newest first; each folder counts in its own hundreds.</summary>
    /// <returns>The migrations taken back, in that order.</returns>
    public IReadOnlyList<Migration> TakeBack(SqliteConnection connection, IReadOnlySet<int> numbers)
    {
        var applied = Applied(connection);
        var taken = _known.Where(migration => numbers.Contains(migration.Number) && applied.Contains(migration.Number)).Reverse().ToList();
        foreach (var migration in taken)
            Step(connection, migration.Down, migration.MoveDown, "DELETE FROM migration WHERE number = $number AND $name = $name", migration);
        return taken;
    }

    /// <summary>Numbers of the migrations that a database has.</summary>
    public static IReadOnlySet<int> Applied(SqliteConnection connection) =>
        connection.Rows("SELECT number FROM migration", row => row.GetInt32(0)).ToHashSet();

    private static void Step(SqliteConnection connection, string schema, Action<SqliteConnection>? move, string bookkeeping, Migration migration)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run(schema);
        move?.Invoke(connection);
        connection.Run(bookkeeping, ("$number", migration.Number), ("$name", migration.Name));
        transaction.Commit();
    }
}
