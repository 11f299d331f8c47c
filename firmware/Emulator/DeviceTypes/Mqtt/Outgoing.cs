using Jena.SensorNode.Emulator.Link;

namespace nanoFramework.M2Mqtt.Internals;

/// <summary>A message in the client's queue.</summary>
internal sealed class Outgoing(MqttPacket packet, ushort identifier, int replyType)
{
    /// <summary>The packet; its duplicate flag is set from the second attempt of a PUBLISH on.</summary>
    public MqttPacket Packet { get; } = packet;

    public ushort Identifier { get; } = identifier;

    /// <summary>Packet type of the acknowledgement; 0: none, sent once and forgotten.</summary>
    public int ReplyType { get; } = replyType;

    public int Attempts { get; set; }

    public long LastSentTicks { get; set; }

    public MqttPacket Next() => Attempts > 0 && Packet.Type == 3 ? Packet with { First = (byte)(Packet.First | 8) } : Packet;
}
