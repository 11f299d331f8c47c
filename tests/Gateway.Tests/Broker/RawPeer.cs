using System.Net.Sockets;
using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>A peer that says whatever bytes it likes; and the packets of MQTT 3.1.1 to say them with.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client;

    /// <summary>Connects; with a small <paramref name="window"/> (bytes) the other side soon notices that nothing is read.</summary>
    public RawPeer(int port, int? window = null)
    {
        _client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        if (window is { } bytes)
            _client.ReceiveBufferSize = bytes;
        _client.Connect("127.0.0.1", port);
    }

    public Task SendAsync(params byte[] bytes) => TrySendAsync(bytes);

    /// <summary>False where the other side has hung up.</summary>
    public async Task<bool> TrySendAsync(byte[] bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // Thrown out already: what was asked is seen by reading.
            return false;
        }
    }

    /// <summary>What comes until the broker closes, or until so many bytes came.</summary>
    public async Task<byte[]> ReadAsync(int most = int.MaxValue)
    {
        var read = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (read.Count < most)
            {
                var count = await _client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
                if (count == 0)
                    break;
                read.AddRange(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // Reset: closed too.
        }

        return [.. read];
    }

    public void Dispose() => _client.Dispose();

    public static byte[] Connect(RegisteredNode node, string? clientId = null, string? password = null, string protocol = "MQTT", byte level = 4, (string Topic, byte[] Message)? will = null, bool keepsSession = false)
    {
        var name = Topics.NodeName(node.NodeId);
        var flags = (byte)(0b1100_0000 | (keepsSession ? 0 : 0b0000_0010) | (will is null ? 0 : 0b0000_1100));
        byte[] testament = will is { } last ? [.. Text(last.Topic), .. Binary(last.Message)] : [];
        return Packet(0x10, [.. Text(protocol), level, flags, 0, 60, .. Text(clientId ?? name), .. testament, .. Text(name), .. Text(password ?? NodeSecrets.MqttPassword(node.Key))]);
    }

    public static byte[] Publish(string topic, byte[] payload, byte flags = 0x02) => Packet((byte)(0x30 | flags), [.. Text(topic), .. (flags & 6) == 0 ? Array.Empty<byte>() : [0, 1], .. payload]);

    public static byte[] Subscribe(ushort id, params string[] filters) =>
        Packet(0x82, [(byte)(id >> 8), (byte)id, .. filters.SelectMany(filter => Text(filter).Append((byte)1))]);

    public static byte[] Packet(byte type, byte[] body)
    {
        var length = new List<byte>();
        var left = body.Length;
        do
        {
            length.Add((byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
            left >>= 7;
        }
        while (left > 0);
        return [type, .. length, .. body];
    }

    /// <summary>Packets of MQTT 5, or of another version, as the library writes them.</summary>
    public static byte[] Encoded(IEnumerable<MqttPacket> packets, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        var formatter = new MqttPacketFormatterAdapter(version, new MqttBufferWriter(256, 4096));
        return [.. packets.SelectMany(packet => formatter.Encode(packet).Join())];
    }

    /// <summary>Takes a stream apart into packets: type and flags, and what is behind the length. One that is not whole yet is left out.</summary>
    public static List<(byte Type, byte[] Body)> Packets(IReadOnlyList<byte> stream)
    {
        List<(byte, byte[])> packets = [];
        for (var start = 0; ;)
        {
            var (position, length, shift) = (start + 1, 0, 0);
            for (; position < stream.Count; shift += 7)
            {
                length |= (stream[position] & 0x7F) << shift;
                if (stream[position++] < 0x80)
                    break;
            }

            if (position > stream.Count - length || stream[position - 1] >= 0x80 || position < start + 2)
                return packets;
            packets.Add((stream[start], [.. stream.Skip(position).Take(length)]));
            start = position + length;
        }
    }

    private static byte[] Text(string text) => Binary(Encoding.UTF8.GetBytes(text));

    private static byte[] Binary(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
