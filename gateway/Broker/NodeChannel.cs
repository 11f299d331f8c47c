using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;
using MQTTnet.Exceptions;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// The bytes of one connection: read through a small buffer (the library asks for two bytes at a time), with the length of
/// packets bounded, and their number too: the library queues its answers without a bound, so that nothing more is taken from
/// a peer that does not read them, or that asks faster than any node does.
/// </summary>
internal sealed class NodeChannel(Stream stream, EndPoint? local, EndPoint? remote, BrokerOptions options, TimeProvider time) : IMqttChannel
{
    private const int BufferBytes = 512;

    // Beside its frames, which have their own rate, a node pings, subscribes and acknowledges.
    private const int LeastPacketsPerSecond = 50;

    // The system takes what a node is sent at once, some kilobytes ahead: a peer that lets it wait so long reads nothing.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(10);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private PacketSizeGuard _guard = new(options.MaximumPacketBytes);
    private readonly TokenBucket _packets = new(Math.Max(LeastPacketsPerSecond, 2 * options.FramesPerSecond), time);
    private Task _writing = Task.CompletedTask;
    private int _start;
    private int _end;

    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate => null;

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => remote;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => local;

    /// <inheritdoc/>
    public bool IsSecureConnection => stream is SslStream;

    /// <summary>When bytes last came, on the monotonic counter.</summary>
    public long LastReadTimestamp { get; private set; } = time.GetTimestamp();

    /// <summary>True while the peer does not take what it is sent.</summary>
    public bool IsStuck => !Volatile.Read(ref _writing).IsCompleted;

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            await Volatile.Read(ref _writing).WaitAsync(cancellationToken);
            (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
            LastReadTimestamp = time.GetTimestamp();
        }

        var taken = Math.Min(count, _end - _start);
        _buffer.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        var before = _guard.Packets;
        if (!_guard.Take(buffer.AsSpan(offset, taken)))
            throw new MqttProtocolViolationException("The packet is longer than Gateway:Broker:MaximumPacketBytes allows.");
        var wait = TimeSpan.Zero;
        for (; before != _guard.Packets; before++)
            wait = _packets.Take();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        return taken;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        foreach (var part in buffer)
        {
            var writing = stream.WriteAsync(part, cancellationToken).AsTask();
            Volatile.Write(ref _writing, writing);
            if (writing.IsCompleted)
                await writing;
            else
                await WaitAsync(writing, cancellationToken);
        }
    }

    private async Task WaitAsync(Task writing, CancellationToken cancellationToken)
    {
        try
        {
            await writing.WaitAsync(LongestWrite, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
