using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Who may connect: a registered node under its own name with the password derived from its key (FRAME.md 2, 3).</summary>
internal sealed class NodeCredentials(INodeDirectory directory, IncidentBook incidents)
{
    /// <summary>Checks a connection.</summary>
    /// <returns>The node id; null where it must be refused.</returns>
    public uint? Check(string? clientId, string? userName, byte[]? password)
    {
        if (userName is not { Length: 8 } || clientId != userName
            || !uint.TryParse(userName, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var nodeId)
            || Topics.NodeName(nodeId) != userName)
        {
            incidents.Note(userName ?? "(none)", IncidentKind.UnknownNode, "client id and user name must both be the node id");
            return null;
        }

        if (directory.Find(nodeId) is not { } keys)
        {
            incidents.Note(userName, IncidentKind.UnknownNode, "tried to connect, is not registered");
            return null;
        }

        if (keys.IsRetired)
        {
            incidents.Note(userName, IncidentKind.RetiredNode, "tried to connect, is retired");
            return null;
        }

        if (IsPassword(keys.Key, password) || (keys.PreviousKey is { } previous && IsPassword(previous, password)))
            return nodeId;
        incidents.Note(userName, IncidentKind.BadMac, "tried to connect with a wrong password");
        return null;
    }

    private static bool IsPassword(byte[] key, byte[]? password) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(NodeSecrets.MqttPassword(key)), password ?? []);
}
