using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.LoadRun.Generator;

namespace Jena.SensorNode.LoadRun.Sinks;

/// <summary>Takes the payload of a message.</summary>
internal delegate void PayloadHandler(ReadOnlySpan<byte> payload);

/// <summary>Subscribes with QoS 1 on a raw socket, acknowledges at once, connects again when the broker was away.</summary>
internal sealed class CountingSubscriber : IAsyncDisposable
{
    private const int BufferBytes = 65_536;
    private readonly CancellationTokenSource _stop = new();
    private readonly PayloadHandler _handle;
    private readonly Task _running;
    private readonly byte[] _acknowledgements = new byte[BufferBytes];

    public CountingSubscriber(int port, string filter, PayloadHandler handle, string clientId = "counting-subscriber", bool isClean = true)
    {
        _handle = handle;
        _running = Task.Run(() => RunAsync(port, filter, clientId, isClean));
    }

    /// <summary>True while subscribed.</summary>
    public bool IsSubscribed { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(int port, string filter, string clientId, bool isClean)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                socket.Send(MqttPackets.Connect(clientId, null, null, isClean));
                socket.Send(MqttPackets.Subscribe(filter, quality: 1));
                await ReceiveAsync(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The broker is away, or this run is over.
            }

            IsSubscribed = false;
            if (!_stop.IsCancellationRequested)
                await Task.Delay(20);
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var reader = new PacketReader(BufferBytes);
        while (await socket.ReceiveAsync(reader.Free(), _stop.Token) is > 0 and var bytes)
        {
            reader.Received(bytes);
            var length = Take(reader);
            if (length > 0)
                socket.Send(_acknowledgements.AsSpan(0, length));
        }
    }

    private int Take(PacketReader reader)
    {
        var length = 0;
        while (reader.TryRead(out var type, out var body))
        {
            IsSubscribed |= (type & 0xF0) == MqttPackets.SubscribeAcknowledged;
            if ((type & 0xF0) != MqttPackets.Publish)
                continue;
            var (packetId, payloadStart) = PacketReader.Publish(body);
            _handle(body[payloadStart..]);
            MqttPackets.WriteAcknowledgement(_acknowledgements.AsSpan(length), packetId);
            length += 4;
        }

        return length;
    }
}
