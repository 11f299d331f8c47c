using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>One step of the database schema, forward and back.</summary>
/// <param name="Number">Order of the step, unique in the gateway; each folder has its own hundreds.</param>
/// <param name="Name">What the step is about, for people.</param>
/// <param name="Up">SQL that makes the step, run in one transaction.</param>
/// <param name="Down">SQL that takes it back, run in one transaction.</param>
internal sealed record Migration(int Number, string Name, string Up, string Down)
{
    /// <summary>Moves rows that SQL alone cannot, after <see cref="Up"/> and in its transaction.</summary>
    public Action<SqliteConnection>? MoveUp { get; init; }

    /// <summary>Moves rows that SQL alone cannot, after <see cref="Down"/> and in its transaction.</summary>
    public Action<SqliteConnection>? MoveDown { get; init; }
}

/// <summary>The migrations that one folder contributes.</summary>
/// <param name="Migrations">In order of their numbers.</param>
internal sealed record MigrationSet(IReadOnlyList<Migration> Migrations);
