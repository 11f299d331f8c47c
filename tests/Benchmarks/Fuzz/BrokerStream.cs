using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>A connection on which an outside broker has sent all it will, and that gives it in pieces of any size.</summary>
internal sealed class BrokerStream(byte[] sent, Random cuts) : IMqttChannel
{
    private int _at;

    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate => null;

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => null;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => null;

    /// <inheritdoc/>
    public bool IsSecureConnection => false;

    /// <summary>Some of what a broker sends a client: acknowledgements, answers to pings, messages short and long, with and without a topic.</summary>
    public static byte[] Make(Random random)
    {
        var stream = new List<byte> { 0x20, 2, 0, 0 };
        for (var packets = random.Next(1, 8); packets > 0; packets--)
        {
            var quality = random.Next(3);
            var topic = new byte[random.Next(60)];
            var body = new byte[random.Next(random.Next(2) == 0 ? 100 : 900)];
            stream.AddRange(random.Next(6) switch
            {
                0 => [0xD0, 0],
                1 => [0x40, 2, 0, 1],
                2 => [0x90, 3, 0, 1, 1],
                _ => [(byte)(0x30 | (quality << 1)), .. Length(2 + topic.Length + (quality > 0 ? 2 : 0) + body.Length), 0, (byte)topic.Length, .. topic, .. quality > 0 ? new byte[] { 0, 7 } : [], .. body],
            });
        }

        return [.. stream];
    }

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var given = Math.Min(Math.Min(count, cuts.Next(1, 200)), sent.Length - _at);
        sent.AsSpan(_at, given).CopyTo(buffer.AsSpan(offset));
        _at += given;
        return Task.FromResult(given);
    }

    /// <inheritdoc/>
    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static byte[] Length(int length) => length < 0x80 ? [(byte)length] : [(byte)(length | 0x80), (byte)(length >> 7)];
}
