using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>
/// One node on a raw socket, one frame under way at a time. A lost connection is made again and what was not acknowledged
/// goes again, as a node's journal does.
/// </summary>
internal sealed class NodeConnection(LoadNode node, int index, int retryMilliseconds, bool listens = false) : IDisposable
{
    private const long DueWhenFree = 0;
    private readonly Lock _lock = new();
    private readonly PacketReader _reader = new(1024);
    private readonly Queue<long> _due = new();
    private Socket? _socket;
    private long _dueOfCurrent;
    private bool _isUnderWay;
    private bool _isReady;
    private int _next;

    public LoadNode Node => node;

    /// <summary>Frames of the run that were acknowledged: always the first ones.</summary>
    public int Acknowledged => Volatile.Read(ref _next);

    /// <summary>Connections that broke.</summary>
    public int Broken { get; private set; }

    /// <summary>Messages that came to the node.</summary>
    public int Heard { get; private set; }

    /// <summary>Told of each acknowledgement with the stopwatch ticks since its frame was due.</summary>
    public Action<NodeConnection, long>? OnAcknowledged { get; set; }

    public bool IsReady => Volatile.Read(ref _isReady);

    /// <summary>Begins a run: the node's packets were prepared.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _due.Clear();
            (_next, _isUnderWay) = (0, false);
        }
    }

    /// <summary>A frame is due now: it goes when the one before is acknowledged, and its time runs from now.</summary>
    public void Offer() => Offer(Stopwatch.GetTimestamp(), 1);

    /// <summary>All prepared frames go one after the other, the time of each from when the one before was acknowledged.</summary>
    public void OfferAll() => Offer(DueWhenFree, node.PacketCount);

    /// <summary>Connects, and stays connected until cancelled.</summary>
    public async Task RunAsync(int port, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await SessionAsync(port, cancellation);
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                Drop();
                if (!cancellation.IsCancellationRequested)
                    await Task.Delay(retryMilliseconds + Random.Shared.Next(retryMilliseconds), CancellationToken.None);
            }
        }
    }

    public void Dispose() => Drop();

    private void Offer(long due, int count)
    {
        lock (_lock)
        {
            for (; count > 0; count--)
                _due.Enqueue(due);
            SendNext();
        }
    }

    private async Task SessionAsync(int port, CancellationToken cancellation)
    {
        // Several addresses of the loopback: one alone would run out of local ports at many thousand connections.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket = socket;
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (index % 8))]), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        _reader.Clear();
        socket.Send(node.ConnectPacket());
        while (true)
        {
            var bytes = await socket.ReceiveAsync(_reader.Free(), cancellation);
            if (bytes == 0)
                throw new IOException("closed by the other side");
            _reader.Received(bytes);
            Take();
        }
    }

    private void Take()
    {
        while (_reader.TryRead(out var type, out var body))
        {
            switch (type & 0xF0)
            {
                case MqttPackets.ConnectAcknowledged when body[1] != 0:
                    throw new InvalidOperationException($"The broker refused node {node.Name}: return code {body[1]}.");
                case MqttPackets.ConnectAcknowledged:
                    lock (_lock)
                    {
                        if (listens)
                            Listen();
                        _isReady = true;
                        if (_isUnderWay)
                            Send();
                    }

                    break;
                case MqttPackets.PublishAcknowledged:
                    Acknowledge();
                    break;
                case MqttPackets.Publish:
                    Hear(type, body);
                    break;
            }
        }
    }

    private void Listen()
    {
        _socket!.Send(MqttPackets.Subscribe(Topics.Time(node.Id), quality: 0));
        _socket.Send(MqttPackets.Subscribe(Topics.Settings(node.Id), quality: 1));
    }

    private void Hear(byte type, ReadOnlySpan<byte> body)
    {
        Heard++;
        if ((type & MqttPackets.QualityBits) == 0)
            return;
        Span<byte> acknowledgement = stackalloc byte[4];
        MqttPackets.WriteAcknowledgement(acknowledgement, PacketReader.Publish(body).PacketId);
        lock (_lock)
            _socket!.Send(acknowledgement);
    }

    private void Acknowledge()
    {
        long ticks;
        lock (_lock)
        {
            _next++;
            _isUnderWay = false;
            ticks = Stopwatch.GetTimestamp() - _dueOfCurrent;
            SendNext();
        }

        OnAcknowledged?.Invoke(this, ticks);
    }

    private void SendNext()
    {
        if (_isUnderWay || _next >= node.PacketCount || !_due.TryDequeue(out _dueOfCurrent))
            return;
        if (_dueOfCurrent == DueWhenFree)
            _dueOfCurrent = Stopwatch.GetTimestamp();
        _isUnderWay = true;
        if (_isReady)
            Send();
    }

    private void Send()
    {
        try
        {
            _socket!.Send(node.Packet(_next));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The receiving side of this connection notices as well and connects anew.
        }
    }

    private void Drop()
    {
        lock (_lock)
        {
            Broken += _isReady ? 1 : 0;
            _isReady = false;
        }

        _socket?.Dispose();
    }
}
