using System.Net.Sockets;
using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>A peer that says whatever bytes it likes; and the packets of MQTT 3.1.1 to say them with.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client;

    public RawPeer(int port) => _client = new TcpClient("127.0.0.1", port) { NoDelay = true };

    public async Task SendAsync(params byte[] bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // Thrown out already: what was asked is seen by reading.
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

    public static byte[] Connect(RegisteredNode node, string? clientId = null, string? password = null, string protocol = "MQTT", byte level = 4, (string Topic, byte[] Message)? will = null)
    {
        var name = Topics.NodeName(node.NodeId);
        var flags = (byte)(0b1100_0010 | (will is null ? 0 : 0b0000_1100));
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

    private static byte[] Text(string text) => Binary(Encoding.UTF8.GetBytes(text));

    private static byte[] Binary(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
