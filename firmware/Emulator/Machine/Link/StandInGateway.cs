namespace Jena.SensorNode.Emulator.Link;

/// <summary>
/// Acknowledges everything and has nothing to say: enough to reckon the energy of a year, where only the exchange counts and a real
/// network would cost real time.
/// </summary>
internal sealed class StandInGateway
{
    public IEnumerable<MqttPacket> Answers(MqttPacket packet)
    {
        switch (packet.Type)
        {
            case 1:
                yield return new MqttPacket(0x20, [0, 0]);
                break;
            case 3 when packet.QualityOfService == 1 && packet.ReadPublish() is { } message:
                yield return MqttPackets.Acknowledge(0x40, message.Identifier);
                break;
            case 8:
                yield return new MqttPacket(0x90, [.. packet.Body[..2], 1]);
                break;
            case 10:
                yield return MqttPackets.Acknowledge(0xB0, packet.Identifier);
                break;
            case 12:
                yield return new MqttPacket(0xD0, []);
                break;
            default:
                break;
        }
    }
}
