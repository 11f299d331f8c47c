using System.Collections.Concurrent;
using System.Threading.Channels;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Reports;

/// <summary>
/// The last words of each node, in memory; <see cref="ReportKeeper"/> puts them on disk now and then. A power cut costs the
/// words since then, which the nodes repeat, and spares the SD card a write for each frame.
/// </summary>
internal sealed class NodeReports(Database database) : INodeReports
{
    // Later words than these are believed whatever their counters: a node whose flash was put back counts from before.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<int, Words> _words = new();
    private readonly ConcurrentDictionary<int, bool> _unsaved = new();
    private readonly Channel<uint> _confirmed = Channel.CreateBounded<uint>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _loading = new();
    private volatile bool _isLoaded;

    /// <summary>Nodes whose new key proved itself; a dropped one comes again with the node's next frame.</summary>
    public ChannelReader<uint> ConfirmedKeys => _confirmed.Reader;

    /// <inheritdoc/>
    public void Record(in NodeReport report)
    {
        Load();
        var (deviceId, boot, health) = (report.DeviceId, report.Boot, report.Health);
        if (health is null && _words.TryGetValue(deviceId, out var known) && boot <= known.Status.HighestBoot)
        {
            // Nothing new but the time, which the readings hold as well: not worth a write.
            return;
        }

        var received = DateTimeOffset.FromUnixTimeMilliseconds(report.ReceivedUnixMilliseconds);
        var place = new ReportPlace(boot, report.FirstSample, report.SentSeconds);
        _words.AddOrUpdate(
            deviceId,
            _ => new Words(new NodeStatus(boot, received, health is null ? new NodeHealth() : new NodeHealth().With(health)), health is null ? null : place),
            (_, before) => Later(before, place, received, health));
        _unsaved[deviceId] = true;
    }

    /// <inheritdoc/>
    public void ConfirmKey(uint nodeId) => _confirmed.Writer.TryWrite(nodeId);

    /// <inheritdoc/>
    public NodeStatus? Status(int deviceId)
    {
        Load();
        return _words.GetValueOrDefault(deviceId)?.Status;
    }

    /// <summary>Takes what is not on disk yet.</summary>
    public IReadOnlyList<(int DeviceId, NodeStatus Status)> TakeUnsaved()
    {
        var taken = new List<(int, NodeStatus)>();
        foreach (var deviceId in _unsaved.Keys)
        {
            if (_unsaved.TryRemove(deviceId, out _) && _words.TryGetValue(deviceId, out var words))
            {
                taken.Add((deviceId, words.Status));
            }
        }

        return taken;
    }

    /// <summary>Gives back what could not be written.</summary>
    public void PutBack(IEnumerable<int> deviceIds)
    {
        foreach (var deviceId in deviceIds)
        {
            _unsaved[deviceId] = true;
        }
    }

    private void Load()
    {
        if (_isLoaded)
        {
            return;
        }

        lock (_loading)
        {
            if (_isLoaded)
            {
                return;
            }

            using var connection = database.OpenReader();
            var rows = connection.Rows(
                "SELECT device_id, highest_boot, received_ms, content FROM node_report",
                row => (Id: row.GetInt32(0), Status: new NodeStatus(
                    (uint)row.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), NodeHealth.Read(row.GetString(3)))));
            rows.ForEach(row => _words.TryAdd(row.Id, new Words(row.Status, null)));
            _isLoaded = true;
        }
    }

    private static Words Later(Words before, ReportPlace place, DateTimeOffset received, HealthReport? health)
    {
        var status = before.Status with { HighestBoot = Math.Max(place.Boot, before.Status.HighestBoot) };
        if (health is null)
            return before with { Status = status with { LastReport = received } };
        return before.Place is { } last && place.IsBefore(last) && received - status.LastReport < Forgotten
            ? before with { Status = status }
            : new Words(status with { LastReport = received, Health = status.Health.With(health) }, place);
    }

    /// <summary>What is known of a node.</summary>
    /// <param name="Status">What it said.</param>
    /// <param name="Place">Where in its life its last health was of; null where that was before this start.</param>
    private sealed record Words(NodeStatus Status, ReportPlace? Place);
}
