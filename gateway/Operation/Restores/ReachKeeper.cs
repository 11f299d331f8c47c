using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>Notes beside the database how far it is: every hour in which something came.</summary>
internal sealed partial class ReachKeeper(Database database, IReadingStore store, LifeMark mark, TimeProvider time, ILogger<ReachKeeper> log) : LastingService(log)
{
    /// <summary>A copy of the file made so long before a power cut can pass for the present one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>How far the database is now.</summary>
    public Reach Now()
    {
        using var connection = database.OpenReader();
        return new Reach(DatabaseLife.Read(connection).Run, store.LastSequence, SnapshotReader.Revision(connection));
    }

    /// <summary>Notes it, where it has changed. What says that the database is behind stays until that was told.</summary>
    public void Note()
    {
        try
        {
            var (now, noted) = (Now(), mark.ReadReach());
            if (noted is null || (now != noted && !now.IsBehind(noted)))
                mark.Write(now);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            // A full or broken disk: the writer has its own alarm, and the last note stays true.
            NotNoted(log, problem.Message);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Note();
    }

    [LoggerMessage(1, LogLevel.Warning, "How far the database is could not be noted beside it: {Reason}")]
    private static partial void NotNoted(ILogger logger, string reason);
}
