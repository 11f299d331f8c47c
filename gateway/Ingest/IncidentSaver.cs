using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Loads incidents at the start and saves new ones every few minutes and at the end.</summary>
internal sealed class IncidentSaver(IncidentBook book, Database database, DatabaseWriter writer, TimeProvider time, ILogger<IncidentSaver> log)
    : LastingService(log)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);
    private long _saved;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        book.Load(connection);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync();
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SaveAsync();
    }

    private async Task SaveAsync()
    {
        var version = book.Version;
        if (version == _saved)
            return;
        try
        {
            await writer.WriteAsync(connection => book.Save(connection, _saved));
            _saved = version;
        }
        catch (StorageUnavailableException)
        {
            // The writer has raised its alarm; the next round saves what is still unsaved.
        }
    }
}
