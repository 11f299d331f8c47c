using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Settles the log and keeps the database below its bound, in the quiet between.</summary>
internal sealed class SettlingService(
    LogSettler settler, Retention retention, SqliteReadingStore store, SettlingOptions options, IServiceProvider services, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);
    private long _settled;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var last = time.GetTimestamp();
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (store.LastSequence - _settled < options.LogSamples && time.GetElapsedTime(last).TotalMinutes < options.SettleMinutes)
                continue;
            last = time.GetTimestamp();
            try
            {
                // Asked for here and not in the constructor: followers follow the store, and the store must stand first.
                var passed = services.GetServices<ILogFollower>().Select(follower => follower.Cursor).Append(store.LastSequence).Min();
                await settler.SettleAsync(passed, stoppingToken);
                _settled = passed;
                await retention.MakeRoomAsync(stoppingToken);
            }
            catch (StorageUnavailableException)
            {
                // The writer has raised its alarm; the next round tries again.
            }
        }
    }
}
