using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>Reads the whole registry in one read transaction.</summary>
internal static class SnapshotReader
{
    /// <summary>Revision of the registry in the database.</summary>
    public static long Revision(SqliteConnection connection) =>
        (long)connection.Scalar<object>("SELECT revision FROM registry_state")!;

    /// <summary>The registry as it is committed now.</summary>
    public static RegistrySnapshot Read(SqliteConnection connection, Func<SecretBox> secrets)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        var revision = Revision(connection);
        var nodes = ReadNodes(connection, secrets);
        var devices = ReadDevices(connection);
        var settings = ReadSettings(connection);
        transaction.Commit();
        return new RegistrySnapshot(revision, nodes, devices, settings);
    }

    private static List<NodeRecord> ReadNodes(SqliteConnection connection, Func<SecretBox> secrets) => connection.Rows(
        """
        SELECT node_id, node.device_id, sealed_key, sealed_previous_key, previous_key_until_ms, retired_ms, gateway_host, created_ms
        FROM node JOIN device ON device.device_id = node.device_id
        """,
        row =>
        {
            var nodeId = (uint)row.GetInt64(0);
            var key = secrets().Open(SecretPurpose.NodeKey, nodeId, row.GetFieldValue<byte[]>(2));
            var previous = row.BytesOrNull(3) is { } box ? secrets().Open(SecretPurpose.NodeKey, nodeId, box) : null;
            var keys = new NodeKeys(row.GetInt32(1), nodeId, key, previous, IsRetired: !row.IsDBNull(5), row.GetInt64(7));
            return new NodeRecord(keys, Instant(row.LongOrNull(4)), HasGatewayAddress: !row.IsDBNull(6));
        });

    private static List<DeviceHistory> ReadDevices(SqliteConnection connection)
    {
        var stays = ReadStays(connection).ToLookup(pair => pair.DeviceId, pair => pair.Stay);
        var probes = ReadProbes(connection).ToLookup(pair => pair.DeviceId, pair => pair.Probe);
        return connection.Rows(
            """
            SELECT device_id, name, kind, model, retired_ms,
              coalesce((SELECT max(layout_id) FROM node_layout WHERE node_layout.device_id = device.device_id), 0),
              (SELECT battery_kind FROM node WHERE node.device_id = device.device_id),
              (SELECT json_extract(content, '$.SendingIntervalSeconds') FROM node_settings
                WHERE node_settings.device_id = device.device_id AND json_valid(content) ORDER BY version DESC LIMIT 1)
            FROM device
            """,
            row => new DeviceHistory(
                row.GetInt32(0),
                row.GetString(1),
                (DeviceKindOf)row.GetInt32(2),
                row.GetString(3),
                row.TextOrNull(6) is { } battery ? BatteryKind.Find(battery) : null,
                IsRetired: !row.IsDBNull(4),
                row.GetInt32(5),
                [.. stays[row.GetInt32(0)]],
                [.. probes[row.GetInt32(0)].OrderBy(probe => probe.ValidFrom)])
            {
                SendingInterval = row.LongOrNull(7) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            });
    }

    private static List<(int DeviceId, SiteStay Stay)> ReadStays(SqliteConnection connection) => connection.Rows(
        """
        SELECT device_id, site.site_id, reference, name, latitude, longitude, species_german, street, valid_from_ms, valid_to_ms
        FROM device_site JOIN site ON site.site_id = device_site.site_id ORDER BY valid_from_ms
        """,
        row => (row.GetInt32(0), new SiteStay(
            new SiteDescription(
                row.GetInt32(1),
                row.GetString(2),
                row.GetString(3),
                row.GetDouble(4),
                row.GetDouble(5),
                row.TextOrNull(6),
                row.TextOrNull(7)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
            Instant(row.LongOrNull(9)))));

    private static List<(int DeviceId, ProbeDescription Probe)> ReadProbes(SqliteConnection connection) => connection.Rows(
        """
        SELECT device_id, channel, kind, depth_cm, valid_from_ms, valid_to_ms, probe_id, layout_id, serial
        FROM probe
        """,
        row => (row.GetInt32(0), new ProbeDescription(
            row.GetInt32(1),
            (ChannelKind)row.GetByte(2),
            row.GetInt32(3),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            Instant(row.LongOrNull(5)))
        {
            ProbeId = row.GetInt32(6),
            LayoutId = row.GetInt32(7),
            Serial = row.GetString(8),
        }));

    private static List<DesiredSettings> ReadSettings(SqliteConnection connection) => connection.Rows(
        "SELECT device_id, max(version), content, sealed_wifi_password FROM node_settings GROUP BY device_id",
        row => new DesiredSettings(row.GetInt32(0), (uint)row.GetInt64(1), row.GetString(2), row.BytesOrNull(3)));

    private static DateTimeOffset? Instant(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
