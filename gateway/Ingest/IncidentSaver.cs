using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Loads incidents at the start and saves new ones every few minutes and at the end.</summary>
internal sealed class IncidentSaver(IncidentBook book, Database database, DatabaseWriter writer, GatewayClock clock, TimeProvider time, ILogger<IncidentSaver> log)
    : LastingService(log)
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(5);
    private long _savedUpTo;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        using var connection = database.OpenReader();
        book.Load(connection);
        _savedUpTo = clock.Now().UnixMilliseconds;
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
        var now = clock.Now().UnixMilliseconds;
        if (!book.All.Any(incident => incident.LastUnixMilliseconds >= _savedUpTo))
            return;
        try
        {
            await writer.WriteAsync(connection => book.Save(connection, _savedUpTo));
            _savedUpTo = now;
        }
        catch (StorageUnavailableException)
        {
            // The writer has raised its alarm; the next round saves what is still unsaved.
        }
    }
}
