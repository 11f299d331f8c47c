using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using MQTTnet.Channel;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace Jena.SensorNode.Gateway.Mqtt;

/// <summary>
/// The bytes of a client's connection: of a message longer than allowed the client gets a stand-in (<see cref="TooLong"/>), and its
/// bytes are passed by without being kept. Any other packet of such a length ends the connection. While the library's queue is full
/// nothing more is read.
/// </summary>
internal sealed class BoundedChannel(IMqttChannel inner, MqttProtocolVersion version, int maximumPacketBytes, ChannelWriter<byte> queued) : IMqttChannel
{
    private const int BufferBytes = 4096;
    private const int PublishType = 3;
    private const byte PingRequest = 0xC0;
    private const byte PingResponse = 0xD0;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private byte[] _ready = [];
    private byte[] _standIn = [];
    private int _readyAt;
    private int _start;
    private int _end;
    private int _bodyLeft;
    private int _toPassBy;
    private int _pings;
    private int _pingsAhead;

    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate => inner.ClientCertificate;

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => inner.LocalEndPoint;

    /// <inheritdoc/>
    public bool IsSecureConnection => inner.IsSecureConnection;

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        if (buffer.FirstSpan is [PingRequest, ..])
            Interlocked.Increment(ref _pings);
        return inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_readyAt < _ready.Length)
            {
                var given = Math.Min(count, _ready.Length - _readyAt);
                _ready.AsSpan(_readyAt, given).CopyTo(buffer.AsSpan(offset));
                _readyAt += given;
                return given;
            }

            if (_bodyLeft == 0 && _standIn.Length == 0)
            {
                if (!await BeginPacketAsync(cancellationToken))
                    return 0;
                continue;
            }

            // Its answer comes behind what is being passed by; not to hear it the client would take for a dead line.
            if (_standIn.Length > 0 && Interlocked.Exchange(ref _pings, 0) is > 0 and var pings)
            {
                _pingsAhead += pings;
                Give([.. Enumerable.Repeat<byte[]>([PingResponse, 0], pings).SelectMany(ping => ping)]);
                continue;
            }

            if (_toPassBy == 0 && _standIn.Length > 0)
            {
                Give(_standIn);
                _standIn = [];
                continue;
            }

            if (_start == _end && !await FillAsync(cancellationToken))
                return 0;
            if (_standIn.Length > 0)
            {
                var passed = Math.Min(_toPassBy, _end - _start);
                (_start, _toPassBy) = (_start + passed, _toPassBy - passed);
                continue;
            }

            var taken = Math.Min(Math.Min(count, _bodyLeft), _end - _start);
            _buffer.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
            (_start, _bodyLeft) = (_start + taken, _bodyLeft - taken);
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private async Task<bool> BeginPacketAsync(CancellationToken cancellation)
    {
        if (await ByteAsync(cancellation) is not { } type)
            return false;
        var head = new List<byte> { type };
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (await ByteAsync(cancellation) is not { } part)
                return false;
            head.Add(part);
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
            if (shift == 21)
                throw new MqttProtocolViolationException("The length of a packet has more than four bytes.");
        }

        if (type == PingResponse && length == 0 && Heard())
            return await BeginPacketAsync(cancellation);
        if (type >> 4 == PublishType)
            await queued.WriteAsync(type, cancellation);
        if (length <= maximumPacketBytes)
        {
            Give([.. head]);
            _bodyLeft = length;
            return true;
        }

        if (type >> 4 != PublishType)
            throw new MqttProtocolViolationException($"The broker sent a packet of type {type >> 4} with {length} bytes; at most {maximumPacketBytes} are taken.");
        return await BeginTooLongAsync(type, length, cancellation);
    }

    private async Task<bool> BeginTooLongAsync(byte type, int length, CancellationToken cancellation)
    {
        var topic = new List<byte>();
        var packetId = new List<byte>();
        if (await ByteAsync(cancellation) is not { } high || await ByteAsync(cancellation) is not { } low)
            return false;
        var topicLength = (high << 8) | low;
        var idLength = (type & 0x06) == 0 ? 0 : 2;
        if (2 + topicLength + idLength > length)
            throw new MqttProtocolViolationException("The topic of a message is longer than the message.");
        for (var at = 0; at < topicLength + idLength; at++)
        {
            if (await ByteAsync(cancellation) is not { } next)
                return false;
            if (at >= topicLength)
                packetId.Add(next);
            else if (at < TooLong.KeptTopicBytes)
                topic.Add(next);
        }

        _toPassBy = length - 2 - topicLength - idLength;
        _standIn = TooLong.Packet(type, length, [.. topic], [.. packetId], version);
        return true;
    }

    private bool Heard()
    {
        if (_pingsAhead > 0)
        {
            _pingsAhead--;
            return true;
        }

        Interlocked.Decrement(ref _pings);
        return false;
    }

    private void Give(byte[] bytes) => (_ready, _readyAt) = (bytes, 0);

    private async ValueTask<byte?> ByteAsync(CancellationToken cancellation)
    {
        if (_start == _end && !await FillAsync(cancellation))
            return null;
        return _buffer[_start++];
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        (_start, _end) = (0, 0);
        _end = await inner.ReadAsync(_buffer, 0, BufferBytes, cancellation);
        return _end > 0;
    }
}
