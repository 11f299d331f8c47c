using CsCheck;
using Jena.SensorNode.Gateway.Broker;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public class PacketSizeGuardTests
{
    [Fact]
    public void Packets_within_the_bound_pass_however_the_stream_is_cut() =>
        Gen.Select(Gen.Int[0, 1000].Array[1, 20], Gen.Int[1, 700].Array[1, 50]).Sample((lengths, cuts) =>
        {
            var guard = new PacketSizeGuard(1000);
            var stream = lengths.SelectMany(Packet).ToArray();
            var position = 0;
            for (var cut = 0; position < stream.Length; cut++)
            {
                var size = Math.Min(cuts[cut % cuts.Length], stream.Length - position);
                Assert.True(guard.Take(stream.AsSpan(position, size)));
                position += size;
            }
        });

    [Fact]
    public void A_packet_above_the_bound_is_told_as_soon_as_its_length_is_there() =>
        Gen.Select(Gen.Int[1001, 268_435_455], Gen.Int[0, 100]).Sample((length, before) =>
        {
            var guard = new PacketSizeGuard(1000);
            Assert.True(guard.Take(Packet(before)));
            Assert.False(guard.Take(Header(length)));
        });

    [Fact]
    public void A_length_of_more_than_four_bytes_is_refused()
    {
        var guard = new PacketSizeGuard(int.MaxValue);

        Assert.False(guard.Take([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]));
    }

    private static byte[] Packet(int length) => [.. Header(length), .. new byte[length]];

    private static byte[] Header(int length)
    {
        var header = new List<byte> { 0x30 };
        do
        {
            header.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        return [.. header];
    }
}
