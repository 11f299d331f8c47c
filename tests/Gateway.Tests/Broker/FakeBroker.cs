using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>A broker that says whatever bytes it likes, to one client after another; the test answers the packets.</summary>
internal sealed class FakeBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeBroker()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public static byte[] ConnAck(bool isMqtt5) => isMqtt5 ? [0x20, 3, 1, 0, 0] : [0x20, 2, 1, 0];

    /// <summary>Grants QoS 1 to every filter.</summary>
    public static byte[] SubAck(byte[] subscribe, bool isMqtt5)
    {
        byte[] properties = isMqtt5 ? [0] : [];
        var filters = 0;
        for (var at = 4 + properties.Length; at < subscribe.Length; at += 2 + subscribe[at + 1] + 1)
            filters++;
        return [0x90, (byte)(2 + properties.Length + filters), subscribe[2], subscribe[3], .. properties, .. Enumerable.Repeat((byte)1, filters)];
    }

    /// <summary>A PUBLISH of QoS 1 as far as its payload, which is still to come.</summary>
    public static byte[] PublishHead(string topic, ushort packetId, int payloadBytes, bool isMqtt5)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(topic);
        byte[] head = [(byte)(name.Length >> 8), (byte)name.Length, .. name, (byte)(packetId >> 8), (byte)packetId, .. isMqtt5 ? new byte[1] : []];
        return [0x32, .. Length(head.Length + payloadBytes), .. head];
    }

    public static byte[] Length(int length)
    {
        var bytes = new List<byte>();
        for (; length >= 0x80; length >>= 7)
            bytes.Add((byte)(length | 0x80));
        return [.. bytes, (byte)length];
    }

    public async Task<Session> AcceptAsync() => new(await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken));

    public void Dispose() => _listener.Dispose();

    /// <summary>One connection.</summary>
    internal sealed class Session(TcpClient client) : IDisposable
    {
        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        public bool IsMqtt5 { get; private set; }

        /// <summary>Takes CONNECT and SUBSCRIBE as any broker does.</summary>
        public async Task WelcomeAsync()
        {
            var connect = await ReadAsync();
            Assert.Equal(0x10, connect[0]);
            await SendAsync(ConnAck(IsMqtt5));
            var subscribe = await UntilAsync(0x82);
            await SendAsync(SubAck(subscribe, IsMqtt5));
        }

        public async Task SendAsync(params byte[] bytes) => await client.GetStream().WriteAsync(bytes, Cancellation);

        /// <summary>The next packet, with a length of one byte as all that is short.</summary>
        public async Task<byte[]> ReadAsync()
        {
            var head = new byte[2];
            await client.GetStream().ReadExactlyAsync(head, Cancellation);
            Assert.True(head[1] < 0x80);
            var body = new byte[head[1]];
            await client.GetStream().ReadExactlyAsync(body, Cancellation);
            if (head[0] == 0x10)
                IsMqtt5 = body[6] == 5;
            return [.. head, .. body];
        }

        /// <summary>Reads until a packet of a kind; answers pings and acknowledges what is published meanwhile.</summary>
        public async Task<byte[]> UntilAsync(byte kind)
        {
            while (true)
            {
                var packet = await ReadAsync();
                if (packet[0] == kind)
                    return packet;
                if (packet[0] == 0xC0)
                    await SendAsync(0xD0, 0);
                if ((packet[0] & 0xF6) == 0x32 && packet[3] + 4 is var at)
                    await SendAsync(0x40, 2, packet[at], packet[at + 1]);
            }
        }

        /// <summary>True once the other side has hung up.</summary>
        public async Task<bool> IsClosedAsync()
        {
            try
            {
                while (await client.GetStream().ReadAsync(new byte[4096], Cancellation) > 0)
                {
                }
            }
            catch (IOException)
            {
                // Reset: closed too.
            }

            return true;
        }

        public void Dispose() => client.Dispose();
    }
}
