using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Operation.Restores;

/// <summary>
/// Recognises at the start that an older database took the place of the one that ran: a backup that was restored, or a
/// file that somebody copied. What was acknowledged since is not in it, so the operator is told, and nodes that are
/// provisioned from now on begin above every boot counter that they can have used meanwhile: an identity that the city has
/// already must not be given to another sample.
/// A plain copy of the file made in a run that then ended by a power cut is not recognised; the backup command's always is.
/// </summary>
internal sealed partial class RestoreRecognition(
    Database database, DatabaseWriter writer, StorageOptions options, NodeRegistry nodes, IncidentBook incidents, ILogger<RestoreRecognition> log) : IHostedService
{
    /// <summary>Boots that a node may have had since the backup: a failing node resets a few times a day, a sound one hardly ever.</summary>
    public const int BootMargin = 1000;

    private const string Subject = "gateway";
    private readonly LifeMark _mark = new(options.DataDirectory);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        DatabaseLife life;
        using (var connection = database.OpenReader())
            life = DatabaseLife.Read(connection);
        if (life.IsOlderThan(_mark.Read()) && !await LiftBootFloorsAsync(cancellationToken))
            return;
        await BeginRunAsync(cancellationToken);
    }

    /// <summary>A copy of the file made while it ran is then older than the mark.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => BeginRunAsync(cancellationToken);

    private async Task<bool> LiftBootFloorsAsync(CancellationToken cancellation)
    {
        incidents.Note(Subject, IncidentKind.DatabaseRestored, "an older database took the place of the one that ran; frames acknowledged since are not in it, compare gateway.db.before-restore-*");
        Recognised(log, BootMargin);
        try
        {
            await nodes.LiftBootFloorsAsync(BootMargin, cancellation);
            return true;
        }
        catch (StorageUnavailableException problem)
        {
            // The disk is full or broken: the service runs to say so, and the next start recognises the restore again.
            NotNoted(log, problem.Message);
            return false;
        }
    }

    private async Task BeginRunAsync(CancellationToken cancellation)
    {
        var run = Guid.NewGuid().ToString("N");
        try
        {
            await writer.WriteAsync(connection => DatabaseLife.BeginRun(connection, run), cancellation);
            _mark.Write(run);
        }
        catch (Exception problem) when (problem is StorageUnavailableException or IOException or UnauthorizedAccessException)
        {
            NotNoted(log, problem.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An older database took the place of the one that ran; boot floors of all nodes rise by {Margin}")]
    private static partial void Recognised(ILogger logger, int margin);

    [LoggerMessage(2, LogLevel.Warning, "The run could not be noted, a restore may be told again at the next start: {Reason}")]
    private static partial void NotNoted(ILogger logger, string reason);
}
