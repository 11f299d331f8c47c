namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>The signed settings message of each node, for the broker to hold as retained message.</summary>
public interface INodeSettingsSource
{
    /// <summary>The whole message of FRAME.md 5.2, MAC included; null where the node has no settings of its own.</summary>
    byte[]? MessageFor(uint nodeId);

    /// <summary>Nodes that have a settings message now.</summary>
    IReadOnlyList<uint> NodesWithSettings();

    /// <summary>Raised when messages may have changed; the reader asks again for all of them.</summary>
    event Action? Changed;
}
