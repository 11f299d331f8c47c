namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>
/// A backup that waits in the data directory to become the database. It is taken only before the service opens the
/// database: swapped under a running one, frames acknowledged in that moment would be lost.
/// </summary>
internal static class StagedRestore
{
    private const string DatabaseName = "gateway.db";
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Where the backup waits.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, $"{DatabaseName}.restore");

    /// <summary>Lays a backup ready; it appears whole or not at all.</summary>
    public static void Stage(string dataDirectory, string backup)
    {
        Directory.CreateDirectory(dataDirectory);
        var partial = PathIn(dataDirectory) + ".part";
        File.Copy(backup, partial, overwrite: true);
        using (var stream = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, PathIn(dataDirectory), overwrite: true);
    }

    /// <summary>
    /// Takes the backup that waits, if there is one; the database before it stays beside it. Nothing may have the database
    /// open. A power cut in the middle is finished at the next start.
    /// </summary>
    /// <returns>Where the database before it is; null if no backup waited.</returns>
    public static string? Apply(string dataDirectory, DateTimeOffset now)
    {
        var staged = PathIn(dataDirectory);
        if (!File.Exists(staged))
        {
            return null;
        }

        var database = Path.Combine(dataDirectory, DatabaseName);
        var kept = $"{database}.before-restore-{now.UtcDateTime:yyyyMMdd-HHmmss}";
        foreach (var part in Parts.Where(part => File.Exists(database + part)))
        {
            File.Move(database + part, kept + part, overwrite: false);
        }

        File.Move(staged, database);
        return kept;
    }
}
