using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>Settles the log and keeps the database below its bound, in the quiet between.</summary>
internal sealed class SettlingService(
    LogSettler settler, Retention retention, SqliteReadingStore store, SettlingOptions options, IServiceProvider services, TimeProvider time, ILogger<SettlingService> log)
    : LastingService(log)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [RunAsync];

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var (last, settled) = (time.GetTimestamp(), 0L);
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (store.LastSequence - settled < options.LogSamples && time.GetElapsedTime(last).TotalMinutes < options.SettleMinutes)
                continue;
            (last, settled) = (time.GetTimestamp(), store.LastSequence);
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (StorageUnavailableException)
            {
                // The writer has raised its alarm; the next round tries again.
            }
        }
    }

    /// <summary>Settles what can, then makes room.</summary>
    internal async Task RoundAsync(CancellationToken cancellation)
    {
        await settler.SettleAsync(cancellation);
        // Asked for here and not in the constructor: followers follow the store, and the store must stand first.
        await retention.MakeRoomAsync(services.GetServices<ILogFollower>().Select(follower => follower.Cursor).DefaultIfEmpty(long.MaxValue).Min(), cancellation);
    }
}
