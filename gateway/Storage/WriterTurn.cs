using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// Lets service and command write to one database in turn. SQLite has no queue: who wants to write looks again and again whether it is free.
/// A service under load begins one commit as the last one ends, and an import does the same.
/// </summary>
internal sealed class WriterTurn
{
    private const int PauseMilliseconds = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private long _lastFree = Stopwatch.GetTimestamp();
    private long _lastEnd = Stopwatch.GetTimestamp();

    /// <summary>Leaves the database free for a moment where commits have followed each other for a second: half a percent of the time.</summary>
    public void LeaveToOthers()
    {
        if (Stopwatch.GetElapsedTime(_lastEnd).TotalMilliseconds < PauseMilliseconds)
        {
            if (Stopwatch.GetElapsedTime(_lastFree) < Longest)
                return;
            Thread.Sleep(PauseMilliseconds);
        }

        _lastFree = Stopwatch.GetTimestamp();
    }

    /// <summary>A commit has ended; from now on the database is free.</summary>
    public void Ended() => _lastEnd = Stopwatch.GetTimestamp();

    /// <summary>Begins a transaction, looking often enough to find such a moment.</summary>
    /// <exception cref="SqliteException">Somebody else has been writing all the time.</exception>
    public static void Begin(SqliteConnection connection)
    {
        var waiting = Stopwatch.StartNew();
        var result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        while ((result & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && waiting.Elapsed < Patience)
        {
            Thread.Sleep(1);
            result = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
        }

        SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }
}
