using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>Settings wanted for a node: every set is kept, each under a version of its own.</summary>
internal sealed class NodeSettingsRegistry(RegistryWriter writer, SecretBoxProvider secrets, Database database, TimeProvider time)
{
    /// <summary>
    /// Makes the next version: the latest set (or the defaults) with a change. The version is above every version wanted,
    /// reported or refused before, so the node takes it.
    /// </summary>
    /// <exception cref="RegistryException">The result is outside the ranges of FRAME.md 5.2, or the gateway address is unknown.</exception>
    public Task<NodeSettings> ChangeAsync(uint nodeId, Action<NodeSettings> change, CancellationToken cancellation = default)
    {
        var box = secrets.Get();
        return writer.ChangeAsync(connection => Change(connection, nodeId, change, box, time.GetUtcNow()), cancellation);
    }

    /// <summary>Gives a node other wiring and, where settings can reach it, the settings that bring it there: both or neither.</summary>
    /// <returns>The layout with its new id, and the version of the settings; null where the node is to be provisioned.</returns>
    public Task<(ProbeLayout Layout, uint? SettingsVersion)> ChangeLayoutAsync(
        uint nodeId, ProbeLayout layout, DateTimeOffset? from = null, CancellationToken cancellation = default)
    {
        var box = secrets.Get();
        return writer.ChangeAsync(
            connection =>
            {
                var (deviceId, now) = (NodeRegistry.Require(connection, nodeId), time.GetUtcNow());
                var given = ProbeRegistry.BeginLayout(connection, deviceId, layout, from ?? now);
                return (given, CanBeReached(connection, deviceId) ? Change(connection, nodeId, _ => { }, box, now).Version : (uint?)null);
            },
            cancellation);
    }

    /// <summary>A set that was wanted at some time, without its WiFi password; null if there is none of this version.</summary>
    public NodeSettings? Find(int deviceId, uint version)
    {
        using var connection = database.OpenReader();
        var text = connection.Scalar<string>(
            "SELECT content FROM node_settings WHERE device_id = $device AND version = $version",
            ("$device", deviceId),
            ("$version", (long)version));
        return text is null ? null : SettingsText.Read(text);
    }

    private static bool CanBeReached(SqliteConnection connection, int deviceId) => connection.Scalar<long>(
        "SELECT gateway_host IS NOT NULL OR EXISTS(SELECT 1 FROM node_settings WHERE node_settings.device_id = node.device_id) FROM node WHERE device_id = $device",
        ("$device", deviceId)) != 0;

    private static NodeSettings Change(
        SqliteConnection connection, uint nodeId, Action<NodeSettings> change, SecretBox box, DateTimeOffset now)
    {
        var deviceId = NodeRegistry.Require(connection, nodeId);
        var settings = Latest(connection, deviceId, nodeId, box);
        change(settings);
        settings.Version = NextVersion(connection, deviceId);
        settings.Layout = NodeRegistry.LatestLayout(connection, deviceId);
        settings.ClockHintUnixSeconds = (uint)now.ToUnixTimeSeconds();
        if (settings.GatewayHost.Length == 0)
        {
            throw new RegistryException(
                $"Unter welcher Adresse {Topics.NodeName(nodeId)} das Gateway erreicht, ist unbekannt: erst „node provision“, oder host=… und port=… mitgeben. / " +
                "The node's address of this gateway is unknown: provision it first, or give host=… and port=….");
        }

        if (settings.Check() != SettingsRefusal.None)
        {
            throw new RegistryException(
                "Die Werte passen nicht zusammen: Sendeabstand mindestens Messabstand, Batteriestufen fallend (FRAME.md 5.2). / " +
                "The values do not fit together: sending interval at least sampling interval, battery tiers falling.");
        }

        connection.Run(
            """
            INSERT INTO node_settings(device_id, version, content, sealed_wifi_password, created_ms)
            VALUES($device, $version, $content, $password, $now)
            """,
            ("$device", deviceId),
            ("$version", (long)settings.Version),
            ("$content", SettingsText.Write(settings)),
            ("$password", settings.WifiPassword is { } password ? box.Seal(SecretPurpose.WifiPassword, nodeId, password) : null),
            ("$now", now.ToUnixTimeMilliseconds()));
        return settings;
    }

    private static NodeSettings Latest(SqliteConnection connection, int deviceId, uint nodeId, SecretBox box)
    {
        var latest = connection.Rows(
            "SELECT content, sealed_wifi_password FROM node_settings WHERE device_id = $device ORDER BY version DESC LIMIT 1",
            row => (Content: row.GetString(0), Password: row.BytesOrNull(1)),
            ("$device", deviceId));
        if (latest is [var (content, password)])
        {
            var settings = SettingsText.Read(content);
            settings.WifiPassword = password is null ? null : box.Open(SecretPurpose.WifiPassword, nodeId, password);
            return settings;
        }

        return connection.Rows(
            "SELECT coalesce(gateway_host, ''), coalesce(gateway_port, 1883) FROM node WHERE node_id = $node",
            row => new NodeSettings { GatewayHost = row.GetString(0), GatewayPort = row.GetInt32(1) },
            ("$node", (long)nodeId))[0];
    }

    private static uint NextVersion(SqliteConnection connection, int deviceId)
    {
        var wanted = connection.Scalar<long>(
            "SELECT coalesce(max(version), 0) FROM node_settings WHERE device_id = $device", ("$device", deviceId));
        var reported = connection.Scalar<string>("SELECT content FROM node_report WHERE device_id = $device", ("$device", deviceId));
        var health = reported is null ? new NodeHealth() : NodeHealth.Read(reported);
        return (uint)Math.Max(wanted, Math.Max(health.SettingsVersion ?? 0, health.SettingsRefusedVersion ?? 0)) + 1;
    }
}
