using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>The directory over the database: one immutable snapshot that is swapped whole.</summary>
internal sealed class NodeDirectory(Database database, SecretBoxProvider secrets, GatewayTime time) : INodeDirectory, IDisposable
{
    private readonly Lock _refreshing = new();
    private volatile RegistrySnapshot? _snapshot;
    private Microsoft.Data.Sqlite.SqliteConnection? _watch;
    private DateTimeOffset? _nextKeyEnd;
    private Task _preparing = Task.CompletedTask;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>What the directory shows now.</summary>
    public RegistrySnapshot Snapshot => _snapshot ?? Load();

    /// <summary>
    /// Begins to read the registry beside the caller: with ten thousand nodes it is the longest step of a start. What goes
    /// wrong is told to the first who asks, since the reading begins anew for him.
    /// </summary>
    public void Prepare() => _preparing = Task.Run(() => Snapshot);

    /// <inheritdoc/>
    public NodeKeys? Find(uint nodeId) => Snapshot.Node(nodeId)?.GoodAt(time.Now);

    /// <inheritdoc/>
    public DeviceDescription? Describe(int deviceId) => Snapshot.Device(deviceId)?.Present(time.Now);

    /// <inheritdoc/>
    public DeviceDescription? DescribeAt(int deviceId, DateTimeOffset instant, int? layoutId = null) =>
        Snapshot.Device(deviceId)?.At(instant, layoutId);

    /// <inheritdoc/>
    public DeviceDescription? FindForeign(string eui) =>
        Eui.TryNormalize(eui, out var name) ? Snapshot.Foreign(name)?.Present(time.Now) : null;

    /// <inheritdoc/>
    public IReadOnlyList<DeviceDescription> All()
    {
        var now = time.Now;
        return [.. Snapshot.Devices.Select(device => device.Present(now))];
    }

    /// <summary>
    /// Reads the database again if its revision is another than the one shown. The end of a key's overlap is a change too,
    /// though nobody writes it.
    /// </summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            _watch ??= database.OpenReader();
            var now = time.Now;
            if (_snapshot is { } shown && SnapshotReader.Revision(_watch) == shown.Revision)
            {
                if (_nextKeyEnd is null || now < _nextKeyEnd)
                {
                    return;
                }
            }
            else
            {
                _snapshot = SnapshotReader.Read(_watch, secrets.Get);
            }

            _nextKeyEnd = _snapshot.NextKeyEnd(now);
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What was begun and nobody waited for has to end first, well or not.
        Task.WaitAny(_preparing);
        _watch?.Dispose();
    }

    private RegistrySnapshot Load()
    {
        lock (_refreshing)
        {
            _watch ??= database.OpenReader();
            if (_snapshot is not null)
            {
                return _snapshot;
            }

            _snapshot = SnapshotReader.Read(_watch, secrets.Get);
            _nextKeyEnd = _snapshot.NextKeyEnd(time.Now);
            return _snapshot;
        }
    }
}
