using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Snapshots;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>
/// Signs the latest settings of each node. Inside the overlap of a key rotation they are signed with the previous key: the
/// node has that one until a frame under the new key shows otherwise.
/// </summary>
internal sealed class NodeSettingsSource : INodeSettingsSource, IDisposable
{
    private readonly NodeDirectory _directory;
    private readonly SecretBoxProvider _secrets;
    private readonly ConcurrentDictionary<uint, (RegistrySnapshot Of, byte[]? Key, byte[]? Message)> _messages = new();

    /// <summary>A source over the directory.</summary>
    public NodeSettingsSource(NodeDirectory directory, SecretBoxProvider secrets)
    {
        _directory = directory;
        _secrets = secrets;
        directory.Changed += Forget;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public byte[]? MessageFor(uint nodeId)
    {
        var snapshot = _directory.Snapshot;
        // The key changes without the registry where an overlap ends by time.
        var keys = _directory.Find(nodeId);
        var key = keys?.PreviousKey ?? keys?.Key;
        if (!_messages.TryGetValue(nodeId, out var known) || known.Of != snapshot || known.Key != key)
        {
            _messages[nodeId] = known = (snapshot, key, Sign(nodeId, snapshot, keys, key));
        }

        return known.Message;
    }

    /// <inheritdoc/>
    public IReadOnlyList<uint> NodesWithSettings()
    {
        var snapshot = _directory.Snapshot;
        return
        [
            .. snapshot.Nodes
                .Where(node => !node.Keys.IsRetired && snapshot.Settings(node.Keys.DeviceId) is not null)
                .Select(node => node.Keys.NodeId)
                .Order(),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Changed -= Forget;

    private byte[]? Sign(uint nodeId, RegistrySnapshot snapshot, NodeKeys? keys, byte[]? key)
    {
        if (keys is not { IsRetired: false } || snapshot.Settings(keys.DeviceId) is not { } desired)
        {
            return null;
        }

        var settings = SettingsText.Read(desired.Content);
        settings.WifiPassword = desired.SealedWifiPassword is { } box
            ? _secrets.Get().Open(SecretPurpose.WifiPassword, nodeId, box)
            : null;
        return settings.Write(nodeId, key!);
    }

    private void Forget()
    {
        _messages.Clear();
        Changed?.Invoke();
    }
}
