using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>What a broker does with a message.</summary>
internal enum Reply
{
    Acknowledge,
    KeepSilent,
    HangUp,
}

/// <summary>A message as the broker took it off the wire.</summary>
internal sealed record TakenMessage(int Connection, string Topic, string Text, long Sequence, bool IsAcknowledged);

/// <summary>
/// A broker of the city on a bare socket that speaks just enough MQTT 3.1.1 to misbehave: it refuses, keeps silent,
/// acknowledges in any order, hangs up in the middle.
/// </summary>
internal sealed class StubbornCity : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Lock _lock = new();
    private readonly List<TakenMessage> _messages = [];
    private readonly List<(Stream Stream, ushort PacketId, int Index)> _silent = [];
    private readonly Task _running;
    private int _connections;

    public StubbornCity(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _running = AcceptAsync();
    }

    /// <summary>Asked for each message with its number in its connection, from 0.</summary>
    public Func<int, string, Reply> OnMessage { get; set; } = (_, _) => Reply.Acknowledge;

    /// <summary>Code with which it answers CONNECT: 0 lets in, 5 does not.</summary>
    public byte ConnectCode { get; set; }

    /// <summary>User and password of the last CONNECT.</summary>
    public (string User, string Password) Credentials { get; private set; }

    public int Connections => Volatile.Read(ref _connections);

    public IReadOnlyList<TakenMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    /// <summary>Messages that wait for an acknowledgement on a connection that stands.</summary>
    public int Silent
    {
        get
        {
            lock (_lock)
                return _silent.Count;
        }
    }

    public string[] AsSink(params string[] more) =>
    [
        "--Gateway:Sinks:0:Name=stadt", "--Gateway:Sinks:0:Host=127.0.0.1", $"--Gateway:Sinks:0:Port={((IPEndPoint)_listener.LocalEndpoint).Port}",
        $"--Gateway:Sinks:0:UseTls={_certificate is not null}", .. more.Select(setting => "--Gateway:Sinks:0:" + setting),
    ];

    /// <summary>Acknowledges all that it kept silent about.</summary>
    public void AcknowledgeAll(bool lastFirst = false)
    {
        lock (_lock)
        {
            foreach (var (stream, packetId, index) in lastFirst ? Enumerable.Reverse(_silent) : _silent)
                Acknowledge(stream, packetId, index);
            _silent.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Stream? stream = null;
        try
        {
            using (client)
            {
                stream = await OpenAsync(client);
                var connection = Interlocked.Increment(ref _connections);
                for (var number = 0; await ReadAsync(stream) is { } packet;)
                {
                    if (packet.Type >> 4 == 3)
                    {
                        if (!Take(stream, connection, number++, packet.Body))
                            return;
                    }
                    else if (!await AnswerAsync(stream, packet))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side hung up, or did not trust this one.
        }
        finally
        {
            lock (_lock)
                _silent.RemoveAll(silent => silent.Stream == stream);
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();
        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secured;
    }

    private async Task<bool> AnswerAsync(Stream stream, (byte Type, byte[] Body) packet)
    {
        switch (packet.Type >> 4)
        {
            case 1 when packet.Body is [0, 4, (byte)'M', ..]:
                NoteCredentials(packet.Body);
                await stream.WriteAsync(new byte[] { 0x20, 2, 0, ConnectCode }, _stop.Token);
                return ConnectCode == 0;
            case 12:
                lock (_lock)
                    stream.Write([0xD0, 0]);
                return true;
            default:
                return false;
        }
    }

    private bool Take(Stream stream, int connection, int number, byte[] body)
    {
        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(body);
        var text = Encoding.UTF8.GetString(body.AsSpan(topicLength + 4));
        var reply = OnMessage(number, text);
        var packetId = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(2 + topicLength));
        using var json = JsonDocument.Parse(text);
        lock (_lock)
        {
            _messages.Add(new(connection, Encoding.UTF8.GetString(body.AsSpan(2, topicLength)), text, json.RootElement.GetProperty("seq").GetInt64(), false));
            if (reply == Reply.Acknowledge)
                Acknowledge(stream, packetId, _messages.Count - 1);
            else if (reply == Reply.KeepSilent)
                _silent.Add((stream, packetId, _messages.Count - 1));
        }

        return reply != Reply.HangUp;
    }

    private void Acknowledge(Stream stream, ushort packetId, int index)
    {
        var packet = new byte[] { 0x40, 2, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), packetId);
        try
        {
            stream.Write(packet);
            _messages[index] = _messages[index] with { IsAcknowledged = true };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Nobody hears it any more.
        }
    }

    private void NoteCredentials(byte[] connect)
    {
        var (flags, at) = (connect[7], 10);
        Next();
        Credentials = ((flags & 0x80) != 0 ? Next() : "", (flags & 0x40) != 0 ? Next() : "");

        string Next()
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(connect.AsSpan(at));
            at += 2 + length;
            return Encoding.UTF8.GetString(connect.AsSpan(at - length, length));
        }
    }

    private async Task<(byte Type, byte[] Body)?> ReadAsync(Stream stream)
    {
        var head = new byte[1];
        if (await stream.ReadAsync(head, _stop.Token) == 0)
            return null;
        var type = head[0];
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            await stream.ReadExactlyAsync(head, _stop.Token);
            length |= (head[0] & 0x7F) << shift;
            if (head[0] < 0x80)
                break;
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return (type, body);
    }
}
