using System.Diagnostics;
using System.Globalization;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>
/// A backup that waits in the data directory to become the database. It is taken only before the service opens the
/// database: swapped under a running one, frames acknowledged in that moment would be lost.
/// </summary>
internal static class StagedRestore
{
    private const string DatabaseName = "gateway.db";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Where the backup waits.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, $"{DatabaseName}.restore");

    /// <summary>Lays a backup ready; it appears whole or not at all, readable for the service alone, whatever the medium says.</summary>
    public static void Stage(string dataDirectory, string backup)
    {
        Directory.CreateDirectory(dataDirectory);
        var partial = PathIn(dataDirectory) + ".part";
        File.Delete(partial);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var target = new FileStream(partial, options))
            {
                if (!HasLog(backup))
                {
                    using var source = File.OpenRead(backup);
                    source.CopyTo(target);
                    target.Flush(flushToDisk: true);
                }
            }

            if (HasLog(backup))
            {
                CopyWithLog(backup, partial);
            }

            GiveToOwnerOf(dataDirectory, partial);
            File.Move(partial, PathIn(dataDirectory), overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>
    /// Takes the backup that waits, if there is one; the database before it stays beside it. Nothing may have the database
    /// open. A power cut in the middle is finished at the next start, under the same name: the write-ahead log belongs to
    /// the file that it was cut from, and holds its last commits.
    /// </summary>
    /// <returns>Where the database before it is; null if no backup waited.</returns>
    public static string? Apply(string dataDirectory)
    {
        var staged = PathIn(dataDirectory);
        if (!File.Exists(staged))
        {
            return null;
        }

        var database = Path.Combine(dataDirectory, DatabaseName);
        var kept = KeptName(database, File.GetLastWriteTimeUtc(staged));
        foreach (var part in Parts.Where(part => File.Exists(database + part)))
        {
            File.Move(database + part, kept + part, overwrite: false);
        }

        File.Move(staged, database);
        return kept;
    }

    // A database copied by hand has its last commits in the log beside it.
    private static bool HasLog(string backup) => new FileInfo(backup + "-wal") is { Exists: true, Length: > 0 };

    private static void CopyWithLog(string backup, string target)
    {
        using var source = Open(backup, SqliteOpenMode.ReadOnly);
        using var copy = Open(target, SqliteOpenMode.ReadWrite);
        source.BackupDatabase(copy);
        copy.Run("PRAGMA journal_mode = DELETE");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    // Named after the moment of staging. A clock that was set back may have given the name away already.
    private static string KeptName(string database, DateTime stagedAt)
    {
        var name = $"{database}.before-restore-{stagedAt.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        var kept = name;
        for (var number = 2; Array.Exists(Parts, part => File.Exists(kept + part) && File.Exists(database + part)); number++)
        {
            kept = $"{name}-{number}";
        }

        return kept;
    }

    // A file that root lays here could not be opened by the service.
    private static void GiveToOwnerOf(string folder, string path)
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            using var process = Process.Start("chown", [$"--reference={folder}", path]);
            process.WaitForExit();
        }
    }
}
