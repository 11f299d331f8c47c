using System.Collections.Concurrent;
using System.Threading.Channels;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Reports;

/// <summary>
/// The last words of each node, in memory; <see cref="ReportKeeper"/> puts them on disk now and then. A power cut costs the
/// words since then, which the nodes repeat, and spares the SD card a write for each frame.
/// </summary>
internal sealed class NodeReports(Database database) : INodeReports
{
    private readonly ConcurrentDictionary<int, NodeStatus> _statuses = new();
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
        if (health is null && _statuses.TryGetValue(deviceId, out var known) && boot <= known.HighestBoot)
        {
            // Nothing new but the time, which the readings hold as well: not worth a write.
            return;
        }

        var received = DateTimeOffset.FromUnixTimeMilliseconds(report.ReceivedUnixMilliseconds);
        var words = new NodeHealth();
        _statuses.AddOrUpdate(
            deviceId,
            _ => new NodeStatus(boot, received, health is null ? words : words.With(health)),
            (_, before) => new NodeStatus(
                Math.Max(boot, before.HighestBoot), received, health is null ? before.Health : before.Health.With(health)));
        _unsaved[deviceId] = true;
    }

    /// <inheritdoc/>
    public void ConfirmKey(uint nodeId) => _confirmed.Writer.TryWrite(nodeId);

    /// <inheritdoc/>
    public NodeStatus? Status(int deviceId)
    {
        Load();
        return _statuses.GetValueOrDefault(deviceId);
    }

    /// <summary>Takes what is not on disk yet.</summary>
    public IReadOnlyList<(int DeviceId, NodeStatus Status)> TakeUnsaved()
    {
        var taken = new List<(int, NodeStatus)>();
        foreach (var deviceId in _unsaved.Keys)
        {
            if (_unsaved.TryRemove(deviceId, out _) && _statuses.TryGetValue(deviceId, out var status))
            {
                taken.Add((deviceId, status));
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
            rows.ForEach(row => _statuses.TryAdd(row.Id, row.Status));
            _isLoaded = true;
        }
    }
}
