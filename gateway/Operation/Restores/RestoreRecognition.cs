using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>
/// Recognises at the start that an older database took the place of the one that ran: a backup that was restored, or a
/// file that somebody copied, by its run or by how far it is. What was acknowledged since is not in it, so the operator is
/// told, and nodes that are provisioned from now on begin above every boot counter that they can have used meanwhile: an
/// identity that the city has already must not be given to another sample.
/// </summary>
internal sealed partial class RestoreRecognition(
    Database database, DatabaseWriter writer, LifeMark mark, ReachKeeper reach, NodeRegistry nodes, IncidentBook incidents, ILogger<RestoreRecognition> log) : IHostedLifecycleService
{
    /// <summary>Boots that a node may have had since the backup: a failing node resets a few times a day, a sound one hardly ever.</summary>
    public const int BootMargin = 1000;

    private const string Subject = "gateway";
    private string? _older;

    /// <summary>Looks before anything else starts: a frame that comes at once would hide that the database was behind.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        DatabaseLife life;
        using (var connection = database.OpenReader())
            life = DatabaseLife.Read(connection);
        var (now, noted) = (reach.Now(), mark.ReadReach());
        // Either file names the run, so that the loss of one accuses nobody.
        if (life.IsOlderThan(mark.Read() ?? noted?.Run) || (noted is not null && now.IsBehind(noted)))
            _older = Detail(now, noted);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_older is not null)
        {
            incidents.Note(Subject, IncidentKind.DatabaseRestored, _older);
            Recognised(log, BootMargin, _older);
        }

        return BeginRunAsync(cancellationToken);
    }

    /// <summary>A copy of the file made while it ran is then older than the mark. After all others: what they wrote counts.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => BeginRunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Detail(Reach now, Reach? noted)
    {
        var missing = noted is not null && noted.Sequence > now.Sequence ? $"at least {noted.Sequence - now.Sequence} samples" : "frames";
        return $"an older database took the place of the one that ran; {missing} acknowledged since are not in it, compare gateway.db.before-restore-*";
    }

    private async Task BeginRunAsync(CancellationToken cancellation)
    {
        var run = Guid.NewGuid().ToString("N");
        try
        {
            // Where the disk is full or broken the service runs to say so; at its end, or at the next start, it is tried again.
            if (_older is not null)
                await nodes.LiftBootFloorsAsync(BootMargin, cancellation);
            await writer.WriteAsync(connection => BeginRun(connection, run), cancellation);
            _older = null;
            mark.Write(run);
            mark.Write(reach.Now());
        }
        catch (Exception problem) when (problem is StorageUnavailableException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            NotNoted(log, problem.Message);
        }
    }

    private void BeginRun(SqliteConnection connection, string run)
    {
        DatabaseLife.BeginRun(connection, run);
        // With the run: nothing recognises the restore after it, and power may go before the book is saved.
        if (_older is not null)
            incidents.Save(connection, 0);
    }

    [LoggerMessage(1, LogLevel.Warning, "Boot floors of all nodes rise by {Margin}: {Detail}")]
    private static partial void Recognised(ILogger logger, int margin, string detail);

    [LoggerMessage(2, LogLevel.Warning, "The run could not be noted, a restore may be told again at the next start: {Reason}")]
    private static partial void NotNoted(ILogger logger, string reason);
}
