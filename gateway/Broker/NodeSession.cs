using System.Net;
using Jena.SensorNode.Frames;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>What the broker knows of one connected node.</summary>
internal sealed class NodeSession(uint nodeId, EndPoint peer, int framesPerSecond, TimeProvider time)
{
    // Encoded before the connection stood, or held up by the network: a frame may be this much older than its connection.
    private const int DelaySlackMilliseconds = 10_000;

    // A connection whose bytes hang longer than this is dead for TCP and keep-alive; what arrives then was sent within it.
    private const int LongestHangMilliseconds = 120_000;

    private readonly long _connected = time.GetTimestamp();

    /// <summary>Key under which the session is kept among the server's session items.</summary>
    public const string ItemKey = "node";

    /// <summary>The node.</summary>
    public uint NodeId => nodeId;

    /// <summary>Where it connects from.</summary>
    public EndPoint Peer => peer;

    /// <summary>Its topic for frames.</summary>
    public string UpTopic { get; } = Topics.Up(nodeId);

    /// <summary>Its settings topic.</summary>
    public string SettingsTopic { get; } = Topics.Settings(nodeId);

    /// <summary>Its time topic.</summary>
    public string TimeTopic { get; } = Topics.Time(nodeId);

    /// <summary>Its rate.</summary>
    public TokenBucket Rate { get; } = new(framesPerSecond, time);

    /// <summary>The server's session, once it subscribed to time.</summary>
    public MqttSessionStatus? TimeSubscriber { get; set; }

    /// <summary>The server's session, once it subscribed to settings.</summary>
    public MqttSessionStatus? SettingsSubscriber { get; set; }

    /// <summary>Settings on the way to it; the same over all connections of one session of the server.</summary>
    public SettingsWindow SettingsWindow { get; set; } = new();

    /// <summary>Longest time that a frame arriving now can have been under way: it was sent over this connection.</summary>
    public int DelayBoundMilliseconds =>
        (int)Math.Min(time.GetElapsedTime(_connected).TotalMilliseconds, LongestHangMilliseconds) + DelaySlackMilliseconds;
}
