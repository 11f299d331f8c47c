namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Watches the lengths in a stream of MQTT packets (MQTT 3.1.1, 2.2), since the server library makes room for whatever
/// length a stranger announces.
/// </summary>
internal struct PacketSizeGuard(int maximumBytes)
{
    private readonly int _maximumBytes = maximumBytes;
    private Expect _expect;
    private int _length;
    private int _shift;
    private int _bodyLeft;

    /// <summary>How many packets have begun; may overflow.</summary>
    public uint Packets { get; private set; }

    private enum Expect
    {
        Type,
        Length,
        Body,
    }

    /// <summary>Takes the next bytes of the stream.</summary>
    /// <returns>False if a packet is longer than allowed; the connection must be closed.</returns>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            switch (_expect)
            {
                case Expect.Type:
                    (_expect, _length, _shift) = (Expect.Length, 0, 0);
                    Packets++;
                    bytes = bytes[1..];
                    break;
                case Expect.Length:
                    _length |= (bytes[0] & 0x7F) << _shift;
                    _shift += 7;
                    if (_length > _maximumBytes || _shift > 28)
                        return false;
                    if (bytes[0] < 0x80)
                        (_expect, _bodyLeft) = (_length == 0 ? Expect.Type : Expect.Body, _length);
                    bytes = bytes[1..];
                    break;
                default:
                    var taken = Math.Min(_bodyLeft, bytes.Length);
                    _bodyLeft -= taken;
                    bytes = bytes[taken..];
                    if (_bodyLeft == 0)
                        _expect = Expect.Type;
                    break;
            }
        }

        return true;
    }
}
