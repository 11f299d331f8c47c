using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Listens on one port and hands connections to the MQTT server: bounded in number, packet length and silence.</summary>
internal sealed partial class NodeListener : IMqttServerAdapter
{
    private const int Backlog = 4096;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TellInterval = TimeSpan.FromMinutes(1);

    private readonly BrokerOptions _options;
    private readonly NodeCertificate? _certificate;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<EndPoint, NodeChannel> _channels = new();
    private readonly Socket _socket;
    private ITimer? _sweep;
    private readonly Strangers _strangers = new();
    private int _open;
    private long _refused;
    private long? _told;

    /// <summary>Binds the port, so that a port in use is told at the start.</summary>
    public NodeListener(BrokerOptions options, int port, NodeCertificate? certificate, TimeProvider time, ILogger log)
    {
        (_options, _certificate, _time, _log) = (options, certificate, time, log);
        var address = options.Address.Length > 0 ? IPAddress.Parse(options.Address) : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Equals(IPAddress.IPv6Any))
            _socket.DualMode = true;
        // A gateway that was killed must get its port back while old connections are still in TIME_WAIT.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(address, port));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>The port in use.</summary>
    public int Port { get; }

    /// <summary>Connections now, those in their TLS handshake too.</summary>
    public int Connections => Volatile.Read(ref _open);

    /// <inheritdoc/>
    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <inheritdoc/>
    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        _socket.Listen(Backlog);
        _sweep = _time.CreateTimer(_ => CloseSilent(), null, SweepInterval, SweepInterval);
        _ = Task.Run(() => AcceptAsync(options, logger));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        foreach (var channel in _channels.Values)
            channel.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweep?.Dispose();
        _socket.Dispose();
        _stop.Dispose();
    }

    /// <summary>A peer has said who it is: its place is its own now.</summary>
    public void Identified(EndPoint peer) => _strangers.Remove(peer);

    /// <summary>
    /// Its node has come back over another connection: where it reads nothing any more it is closed here. The library would wait
    /// for it to take a farewell, and keep everybody who comes waiting with it.
    /// </summary>
    public void CloseIfStuck(EndPoint peer)
    {
        if (_channels.TryGetValue(peer, out var channel) && channel.IsStuck)
            channel.Dispose();
    }

    private async Task AcceptAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token);
                if (Connections < _options.MaximumConnections || _strangers.CloseOldest())
                {
                    Interlocked.Increment(ref _open);
                    _ = HandleAsync(socket, options, logger);
                    continue;
                }

                Refuse(socket);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // Out of file handles, or a peer that left while in the queue: wait a moment and go on.
                if (!_stop.IsCancellationRequested)
                    await Task.Delay(100);
            }
        }
    }

    // Told with a count: a line for each would fill the disk at a stranger's will.
    private void Refuse(Socket socket)
    {
        socket.Dispose();
        _refused++;
        if (_told is { } told && _time.GetElapsedTime(told) < TellInterval)
            return;
        LogFull(_refused, _options.MaximumConnections);
        (_refused, _told) = (0, _time.GetTimestamp());
    }

    private async Task HandleAsync(Socket socket, MqttServerOptions options, IMqttNetLogger logger)
    {
        NodeChannel? channel = null;
        EndPoint? peer = null;
        try
        {
            // Nobody is there any more if this throws.
            peer = socket.RemoteEndPoint!;
            _strangers.Add(peer, socket);
            socket.NoDelay = true;
            var stream = await SecureAsync(new NetworkStream(socket, ownsSocket: true));
            channel = new NodeChannel(stream, socket.LocalEndPoint, peer, _options, _time);
            _channels[peer] = channel;
            var formatter = new MqttPacketFormatterAdapter(new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax));
            using var adapter = new MqttChannelAdapter(channel, formatter, logger);
            if (ClientHandler is { } handler)
                await handler(adapter);
        }
        catch (Exception exception)
        {
            // The edge towards strangers: whatever a peer does ends its own connection only.
            LogEnded(exception.Message);
        }
        finally
        {
            if (channel is not null)
                _channels.TryRemove(KeyValuePair.Create(peer!, channel));
            if (peer is not null)
                _strangers.Remove(peer);
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        if (_certificate is null)
            return stream;
        var secure = new SslStream(stream);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(_options.ConnectSeconds));
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate.Current() }, timeout.Token);
        return secure;
    }

    private void CloseSilent()
    {
        foreach (var channel in _channels.Values)
        {
            if (_time.GetElapsedTime(channel.LastReadTimestamp).TotalSeconds > _options.IdleSeconds)
                channel.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} connections refused since this was last said: {Maximum} are open (Gateway:Broker:MaximumConnections).")]
    private partial void LogFull(long count, int maximum);

    [LoggerMessage(LogLevel.Debug, "Connection ended: {Reason}")]
    private partial void LogEnded(string reason);
}
