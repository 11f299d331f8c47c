using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Reports;

/// <summary>Writes the nodes' last words twice a minute and at the end, and ends previous keys that are not needed any more.</summary>
internal sealed partial class ReportKeeper(
    NodeReports reports, NodeRegistry registry, INodeDirectory directory, DatabaseWriter writer, ILogger<ReportKeeper> log) : LastingService(log)
{
    // Frames wait for it: ten thousand at once would hold them up for a quarter of a second.
    private const int ReportsPerWrite = 300;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    /// <summary>Writes everything that is not on disk yet.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        var unsaved = reports.TakeUnsaved();
        for (var saved = 0; saved < unsaved.Count; saved += ReportsPerWrite)
        {
            var some = unsaved.Skip(saved).Take(ReportsPerWrite);
            try
            {
                await writer.WriteAsync(connection => Save(connection, some), cancellation);
            }
            catch
            {
                reports.PutBack(unsaved.Skip(saved).Select(report => report.DeviceId));
                throw;
            }
        }
    }

    /// <summary>Ends the previous key of every node whose new key proved itself.</summary>
    public async Task EndConfirmedKeysAsync(CancellationToken cancellation)
    {
        while (reports.ConfirmedKeys.TryRead(out var nodeId))
        {
            if (directory.Find(nodeId) is { PreviousKey: not null, IsRetired: false })
            {
                await registry.EndPreviousKeyAsync(nodeId, cancellation);
                KeyTaken(log, nodeId);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(() => SaveAsync(cancellationToken));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [SaveRegularlyAsync, EndKeysAsync];

    private async Task SaveRegularlyAsync(CancellationToken stopping)
    {
        // The machine's own pace, not the service's clock, which a demonstration runs faster: it spares the card.
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await TryAsync(() => SaveAsync(stopping));
        }
    }

    private async Task EndKeysAsync(CancellationToken stopping)
    {
        while (await reports.ConfirmedKeys.WaitToReadAsync(stopping))
        {
            await TryAsync(() => EndConfirmedKeysAsync(stopping));
        }
    }

    private static void Save(SqliteConnection connection, IEnumerable<(int DeviceId, NodeStatus Status)> reports)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO node_report(device_id, highest_boot, received_ms, content) VALUES($device, $boot, $received, $content)
            ON CONFLICT(device_id) DO UPDATE SET highest_boot = excluded.highest_boot,
              received_ms = excluded.received_ms, content = excluded.content
            """;
        var (device, boot) = (command.Parameters.Add("$device", SqliteType.Integer), command.Parameters.Add("$boot", SqliteType.Integer));
        var (received, content) = (command.Parameters.Add("$received", SqliteType.Integer), command.Parameters.Add("$content", SqliteType.Blob));
        foreach (var (deviceId, status) in reports)
        {
            (device.Value, boot.Value, received.Value, content.Value) = (deviceId, (long)status.HighestBoot, status.LastReport.ToUnixTimeMilliseconds(), status.Health.Write());
            command.ExecuteNonQuery();
        }
    }

    // A full disk must not end the service: the writer raises the alarm, and the next round tries again.
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (problem is StorageUnavailableException or RegistryException)
        {
            NotSaved(log, problem.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Node {NodeId:x8} uses its new key; the previous one is no longer valid")]
    private static partial void KeyTaken(ILogger logger, uint nodeId);

    [LoggerMessage(2, LogLevel.Warning, "Reports of nodes could not be saved, will try again: {Reason}")]
    private static partial void NotSaved(ILogger logger, string reason);
}
