using System.Security.Cryptography;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Registers nodes; used by the command, the demonstration and tests.</summary>
internal sealed class NodeRegistration(RegistryWriter writer, SecretBoxProvider secrets, TimeProvider time)
{
    private const int KeyBytes = 32;

    /// <summary>Registers a node with a new random key.</summary>
    /// <exception cref="RegistryException">The id is taken, the site unknown or the layout bad.</exception>
    public Task<RegisteredNode> AddAsync(NewNode node, CancellationToken cancellation = default)
    {
        var box = secrets.Get();
        return writer.ChangeAsync(connection => Add(connection, node, box, time.GetUtcNow()), cancellation);
    }

    /// <summary>Adds a node inside a transaction of the caller.</summary>
    internal static RegisteredNode Add(SqliteConnection connection, NewNode node, SecretBox box, DateTimeOffset now)
    {
        var nodeId = node.NodeId ?? NextNodeId(connection);
        if (nodeId == 0)
        {
            throw new RegistryException("Knotennummer 0 gibt es nicht; 00000001 bis ffffffff. / Node id 0 is not allowed.");
        }

        var name = Topics.NodeName(nodeId);
        if (connection.Scalar<object>("SELECT 1 FROM device WHERE name = $name", ("$name", name)) is not null)
        {
            throw new RegistryException(
                $"Knoten {name} gibt es schon; eine andere Nummer wählen oder --id weglassen. / Node {name} exists already.");
        }

        var deviceId = (int)(long)connection.Scalar<object>(
            "INSERT INTO device(kind, name, created_ms) VALUES($kind, $name, $now) RETURNING device_id",
            ("$kind", (int)DeviceKindOf.Node),
            ("$name", name),
            ("$now", now.ToUnixTimeMilliseconds()))!;
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        connection.Run(
            "INSERT INTO node(node_id, device_id, sealed_key) VALUES($node, $device, $key)",
            ("$node", (long)nodeId),
            ("$device", deviceId),
            ("$key", box.Seal(SecretPurpose.NodeKey, nodeId, key)));
        connection.Run(
            "UPDATE registry_state SET key_file_fingerprint = $fingerprint WHERE key_file_fingerprint IS NULL",
            ("$fingerprint", box.Fingerprint));

        var validFrom = node.ValidFrom ?? now;
        if (node.SiteReference is { } reference)
        {
            SiteStays.Begin(connection, deviceId, SiteStays.Find(connection, reference), validFrom);
        }

        var layout = ProbeRegistry.BeginLayout(connection, deviceId, node.Layout, validFrom);
        return new RegisteredNode(deviceId, nodeId, key, layout);
    }

    private static uint NextNodeId(SqliteConnection connection)
    {
        var next = (long)connection.Scalar<object>("SELECT coalesce(max(node_id), 0) + 1 FROM node")!;
        return next <= uint.MaxValue
            ? (uint)next
            : throw new RegistryException("Die höchste Knotennummer ist vergeben: --id nennen. / The highest node id is taken: give --id.");
    }
}
