using System.Security.Cryptography;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Changes to registered nodes through their life.</summary>
internal sealed class NodeRegistry(RegistryWriter writer, SecretBoxProvider secrets, TimeProvider time)
{
    /// <summary>
    /// Makes a new key. The old one stays good until a frame under the new one arrives or the overlap ends: the node gets
    /// its new key by cable (PROVISIONING.md), and until someone stands at the tree it goes on under the old one.
    /// </summary>
    /// <exception cref="RegistryException">Unknown node, or an earlier rotation is still open and not forced.</exception>
    public Task RotateKeyAsync(uint nodeId, TimeSpan overlap, bool force = false, CancellationToken cancellation = default)
    {
        var box = secrets.Get();
        var now = time.GetUtcNow();
        return writer.ChangeAsync(
            connection =>
            {
                Require(connection, nodeId);
                var open = connection.Scalar<object>(
                    "SELECT previous_key_until_ms FROM node WHERE node_id = $node AND previous_key_until_ms > $now",
                    ("$node", (long)nodeId),
                    ("$now", now.ToUnixTimeMilliseconds()));
                if (open is long until && !force)
                {
                    throw new RegistryException(
                        $"Der letzte Schlüsselwechsel von {Topics.NodeName(nodeId)} läuft noch bis {DateTimeOffset.FromUnixTimeMilliseconds(until):yyyy-MM-dd HH:mm} UTC: " +
                        "erst den Knoten mit „node provision“ bespielen, oder --force, wenn er den alten Schlüssel sicher nicht mehr hat. / " +
                        "The last rotation is still open: provision the node first, or use --force.");
                }

                return connection.Run(
                    """
                    UPDATE node SET sealed_previous_key = sealed_key, previous_key_until_ms = $until, sealed_key = $key
                    WHERE node_id = $node
                    """,
                    ("$until", (now + overlap).ToUnixTimeMilliseconds()),
                    ("$key", box.Seal(SecretPurpose.NodeKey, nodeId, RandomNumberGenerator.GetBytes(32))),
                    ("$node", (long)nodeId));
            },
            cancellation);
    }

    /// <summary>Ends the previous key: a frame under the new one arrived.</summary>
    public Task EndPreviousKeyAsync(uint nodeId, CancellationToken cancellation = default) => writer.ChangeAsync(
        connection => connection.Run(
            "UPDATE node SET sealed_previous_key = NULL, previous_key_until_ms = NULL WHERE node_id = $node",
            ("$node", (long)nodeId)),
        cancellation);

    /// <summary>Takes a node out of service: its readings stay, nothing more is taken from it.</summary>
    public Task RetireAsync(uint nodeId, CancellationToken cancellation = default) => writer.ChangeAsync(
        connection => Retire(connection, Require(connection, nodeId), time.GetUtcNow()), cancellation);

    /// <summary>Puts a new node in the place of another: same site and wiring, own id and key; the old one is retired.</summary>
    public Task<RegisteredNode> ReplaceAsync(uint nodeId, uint? newNodeId = null, CancellationToken cancellation = default)
    {
        var box = secrets.Get();
        var now = time.GetUtcNow();
        return writer.ChangeAsync(
            connection =>
            {
                var deviceId = Require(connection, nodeId);
                var site = (string?)connection.Scalar<object>(
                    """
                    SELECT reference FROM site JOIN device_site ON site.site_id = device_site.site_id
                    WHERE device_id = $device AND valid_to_ms IS NULL
                    """,
                    ("$device", deviceId));
                var layout = LatestLayout(connection, deviceId);
                Retire(connection, deviceId, now);
                var node = new NewNode(layout) { NodeId = newNodeId, SiteReference = site };
                return NodeRegistration.Add(connection, node, box, now);
            },
            cancellation);
    }

    /// <summary>
    /// Puts a retired node back into service, as if it had never been retired: its site, its probes and its key are those of
    /// before, and what it measured meanwhile is taken. A node retired by mistake keeps its readings in its journal.
    /// </summary>
    /// <exception cref="RegistryException">Unknown, or not retired.</exception>
    public Task ReactivateAsync(uint nodeId, CancellationToken cancellation = default) => writer.ChangeAsync(
        connection => Reactivate(connection, nodeId), cancellation);

    /// <summary>
    /// Moves a node to another site from an instant on; its earlier readings stay at the earlier site, and a later move that is
    /// known already stays too.
    /// </summary>
    /// <returns>When a later move takes over; null where there is none.</returns>
    public Task<DateTimeOffset?> MoveAsync(uint nodeId, string siteReference, DateTimeOffset? from = null, CancellationToken cancellation = default) =>
        writer.ChangeAsync(
            connection =>
            {
                var deviceId = Require(connection, nodeId);
                return SiteStays.Begin(connection, deviceId, SiteStays.Find(connection, siteReference), from ?? time.GetUtcNow());
            },
            cancellation);

    /// <summary>Notes another physical probe on a channel from an instant on.</summary>
    public Task ReplaceProbeAsync(
        uint nodeId,
        int channel,
        int? depthCentimeters = null,
        string serial = "",
        DateTimeOffset? at = null,
        CancellationToken cancellation = default) => writer.ChangeAsync(
        connection =>
        {
            ProbeRegistry.Replace(connection, Require(connection, nodeId), channel, depthCentimeters, serial, at ?? time.GetUtcNow());
            return 0;
        },
        cancellation);

    /// <summary>Raises a node's boot floor above every boot counter known, and returns it.</summary>
    public Task<uint> NextBootFloorAsync(uint nodeId, uint highestBootSeen, CancellationToken cancellation = default) =>
        writer.ChangeAsync(
            connection =>
            {
                Require(connection, nodeId);
                return (uint)(long)connection.Scalar<object>(
                    """
                    UPDATE node SET boot_floor = max(boot_floor, $seen,
                      coalesce((SELECT highest_boot FROM node_report WHERE node_report.device_id = node.device_id), 0)) + 1
                    WHERE node_id = $node RETURNING boot_floor
                    """,
                    ("$seen", (long)highestBootSeen),
                    ("$node", (long)nodeId))!;
            },
            cancellation);

    /// <summary>
    /// Lifts the boot floor of every node above its highest boot counter known, by a margin for those that are not known:
    /// after a restore the gateway has forgotten some.
    /// </summary>
    /// <returns>Number of nodes.</returns>
    public Task<int> LiftBootFloorsAsync(int margin, CancellationToken cancellation = default) => writer.ChangeAsync(
        connection => connection.Run(
            """
            UPDATE node SET boot_floor = min(4294967295, $margin + max(boot_floor,
              coalesce((SELECT highest_boot FROM node_report WHERE node_report.device_id = node.device_id), 0)))
            """,
            ("$margin", margin)),
        cancellation);

    /// <summary>
    /// Notes what a node was provisioned with: the address under which it reaches this gateway, which settings sent later
    /// repeat, and its battery (null = not told), by whose voltages its readings are judged.
    /// </summary>
    public Task NoteProvisioningAsync(uint nodeId, string host, int port, BatteryKind? battery, CancellationToken cancellation = default) =>
        writer.ChangeAsync(
            connection =>
            {
                Require(connection, nodeId);
                return connection.Run(
                    "UPDATE node SET gateway_host = $host, gateway_port = $port, battery_kind = $battery WHERE node_id = $node",
                    ("$host", host),
                    ("$port", port),
                    ("$battery", battery?.Name),
                    ("$node", (long)nodeId));
            },
            cancellation);

    /// <summary>The layout that a node has now.</summary>
    internal static ProbeLayout LatestLayout(SqliteConnection connection, int deviceId)
    {
        var content = (byte[])connection.Scalar<object>(
            "SELECT content FROM node_layout WHERE device_id = $device ORDER BY layout_id DESC LIMIT 1", ("$device", deviceId))!;
        return ProbeLayout.Parse(content, 0, content.Length)!;
    }

    /// <summary>Device of a node in service.</summary>
    /// <exception cref="RegistryException">Unknown or retired.</exception>
    internal static int Require(SqliteConnection connection, uint nodeId)
    {
        var found = connection.Rows(
            "SELECT node.device_id, retired_ms FROM node JOIN device ON device.device_id = node.device_id WHERE node_id = $node",
            row => (DeviceId: row.GetInt32(0), IsRetired: !row.IsDBNull(1)),
            ("$node", (long)nodeId));
        return found switch
        {
            [(var deviceId, false)] => deviceId,
            [_] => throw new RegistryException(
                $"Knoten {Topics.NodeName(nodeId)} ist außer Dienst; „node reactivate“ nimmt ihn wieder in Dienst. / Node {Topics.NodeName(nodeId)} is retired."),
            _ => throw new RegistryException(
                $"Knoten {Topics.NodeName(nodeId)} ist nicht registriert; „node list“ zeigt alle. / Node {Topics.NodeName(nodeId)} is not registered."),
        };
    }

    private static int Retire(SqliteConnection connection, int deviceId, DateTimeOffset now)
    {
        SiteStays.End(connection, deviceId, now);
        ProbeRegistry.EndAll(connection, deviceId, now);
        // Both keys stay as they are: nothing is taken from a retired node, and one retired by mistake may not have its new key yet.
        return connection.Run(
            "UPDATE device SET retired_ms = $now WHERE device_id = $device",
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$device", deviceId));
    }

    private static int Reactivate(SqliteConnection connection, uint nodeId)
    {
        var found = connection.Rows(
            "SELECT node.device_id, retired_ms FROM node JOIN device ON device.device_id = node.device_id WHERE node_id = $node AND retired_ms IS NOT NULL",
            row => (DeviceId: row.GetInt32(0), Retired: row.GetInt64(1)),
            ("$node", (long)nodeId));
        if (found is not [var (deviceId, retired)])
        {
            Require(connection, nodeId);
            throw new RegistryException($"Knoten {Topics.NodeName(nodeId)} ist in Dienst. / Node {Topics.NodeName(nodeId)} is in service.");
        }

        // Only what retirement ended: the last stay, and the last probe of each channel of the last layout.
        connection.Run(
            """
            UPDATE device_site SET valid_to_ms = NULL WHERE device_id = $device AND valid_to_ms = $retired
              AND valid_from_ms = (SELECT max(valid_from_ms) FROM device_site WHERE device_id = $device);
            UPDATE probe SET valid_to_ms = NULL WHERE device_id = $device AND valid_to_ms = $retired
              AND layout_id = (SELECT max(layout_id) FROM node_layout WHERE device_id = $device)
              AND NOT EXISTS (SELECT 1 FROM probe AS later WHERE later.device_id = $device AND later.channel = probe.channel
                AND later.layout_id = probe.layout_id AND (later.valid_from_ms, later.probe_id) > (probe.valid_from_ms, probe.probe_id));
            """,
            ("$device", deviceId),
            ("$retired", retired));
        return connection.Run("UPDATE device SET retired_ms = NULL WHERE device_id = $device", ("$device", deviceId));
    }
}
