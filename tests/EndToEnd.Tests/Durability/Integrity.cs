using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.EndToEnd.Tests.Durability;

/// <summary>What SQLite says of a database file.</summary>
internal static class Integrity
{
    /// <summary>Opens the file as it was left and has every page and row checked.</summary>
    public static async Task AssertAsync(string databasePath)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Mode=ReadWrite;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
