using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>The gateway's one SQLite file. One connection writes (<see cref="DatabaseWriter"/>), any number read.</summary>
internal sealed class Database : IDisposable
{
    // A commit writes whole pages. Small ones cost an SD card fewer bytes for a commit of a few readings.
    private const int PageBytes = 1024;

    // Pages in the write-ahead log before a commit copies them to the database itself: where the checkpointer was hindered.
    private const int CheckpointPages = 3 * Checkpointer.Pages;

    /// <summary>Opens or creates the database and brings its schema up to date.</summary>
    /// <param name="path">The file; its folder is made if missing.</param>
    /// <param name="migrations">All migrations of the program.</param>
    /// <exception cref="DatabaseRefusedException">A newer program wrote the file.</exception>
    public Database(string path, IEnumerable<MigrationSet> migrations)
    {
        Path = System.IO.Path.GetFullPath(path);
        MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        using var connection = OpenWriter();
        new MigrationRunner(migrations).Upgrade(connection);
    }

    /// <summary>Makes a folder, where it is missing, for its owner alone: readings and keys lie in it.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>A read-only connection: sees the last commit at the start of each of its statements or transactions.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = Open(SqliteOpenMode.ReadOnly);
        connection.Run("PRAGMA query_only = 1; PRAGMA cache_size = -2000");
        return connection;
    }

    /// <summary>A connection that may write; for the writer and for commands that run beside the service.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        connection.Run($"PRAGMA page_size = {PageBytes}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = 1;"
            + $"PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY");
        return connection;
    }

    /// <summary>Bytes of the database file and its write-ahead log on disk.</summary>
    public long SizeBytes => Length(Path) + Length(Path + "-wal");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The last connection to close folds the write-ahead log into the database, if it has looked into it at all and may write: readers may not.
        try
        {
            using var connection = Open(SqliteOpenMode.ReadWrite);
            connection.Scalar<long>("SELECT count(*) FROM migration");
        }
        catch (SqliteException)
        {
            // A disk that fails at the end: what is committed stays in the log, and the next start reads it there.
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        // No pool: a pooled connection would keep files open after Dispose and hide which thread writes.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false, DefaultTimeout = 15 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
