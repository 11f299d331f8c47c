using System.Buffers;
using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// The built-in broker. Frames end in its publish interceptor, which the server awaits before it acknowledges: a PUBACK
/// means committed to disk, and a frame that could not be committed ends the connection without one, so that the node
/// keeps it and comes again.
/// </summary>
internal sealed partial class BrokerService(
    BrokerOptions options, FrameIngest ingest, NodeCredentials credentials, NodeMessages messages, INodeSettingsSource settings,
    IncidentBook incidents, GatewayPorts ports, TimeProvider time, ILogger<BrokerService> log) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<uint, NodeSession> _sessions = new();
    private readonly TakeoverWatch _takeovers = new(time);
    private readonly List<NodeListener> _listeners = [];
    private NodeCertificate? _certificate;
    private MqttServer? _server;

    /// <summary>Connections now.</summary>
    public int Connections => _listeners.Sum(listener => listener.Connections);

    /// <summary>Why the newest TLS certificate is not in force; null while it is.</summary>
    public string? CertificateError => _certificate?.Error;

    /// <summary>Nodes that are connected now.</summary>
    public ICollection<uint> ConnectedNodes => _sessions.Keys;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
            return;
        if (options.Port >= 0)
            Listen(options.Port, null, port => ports.Mqtt = port);
        if (options.TlsPort >= 0)
            Listen(options.TlsPort, _certificate = new NodeCertificate(options, time, log), port => ports.MqttTls = port);
        // Small buffers: ten thousand nodes are connected at once, and their packets are short.
        var serverOptions = new MqttServerOptions { WriterBufferSize = 256, WriterBufferSizeMax = 1024, MaxPendingMessagesPerClient = 16, DefaultCommunicationTimeout = TimeSpan.FromSeconds(options.ConnectSeconds) };
        _server = new MqttServer(serverOptions, _listeners, new MqttNetNullLogger());
        _server.ValidatingConnectionAsync += ValidateAsync;
        _server.ClientConnectedAsync += ConnectedAsync;
        _server.InterceptingPublishAsync += PublishAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.ClientSubscribedTopicAsync += SubscribedAsync;
        _server.ClientAcknowledgedPublishPacketAsync += AcknowledgedAsync;
        _server.ClientDisconnectedAsync += DisconnectedAsync;
        settings.Changed += SendSettings;
        await _server.StartAsync();
        LogListening(ports.Mqtt, ports.MqttTls);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        settings.Changed -= SendSettings;
        if (_server is not null)
            await _server.StopAsync(new MqttServerStopOptions());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private void Listen(int port, NodeCertificate? certificate, Action<int> note)
    {
        var listener = new NodeListener(options, port, certificate, time, log);
        _listeners.Add(listener);
        note(listener.Port);
    }

    private Task ValidateAsync(ValidatingConnectionEventArgs connection)
    {
        if (credentials.Check(connection.ClientId, connection.UserName, connection.RawPassword) is { } nodeId)
        {
            var session = new NodeSession(nodeId, connection.RemoteEndPoint, options.FramesPerSecond, time);
            connection.SessionItems[NodeSession.ItemKey] = session;
            _sessions.TryGetValue(nodeId, out var before);
            _sessions[nodeId] = session;
            foreach (var listener in _listeners)
            {
                listener.Identified(session.Peer);
                if (before is not null)
                    listener.CloseIfStuck(before.Peer);
            }
        }
        else
        {
            connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        }

        return Task.CompletedTask;
    }

    // A client that asks for its old session gets its items too, with what was known of the connection before.
    private Task ConnectedAsync(ClientConnectedEventArgs connected)
    {
        if (connected.SessionItems[NodeSession.ItemKey] is NodeSession session && _sessions.TryGetValue(session.NodeId, out var latest))
        {
            latest.SettingsWindow = session.SettingsWindow;
            connected.SessionItems[NodeSession.ItemKey] = latest;
        }

        return Task.CompletedTask;
    }

    private async Task PublishAsync(InterceptingPublishEventArgs publish)
    {
        publish.ProcessPublish = false;
        if (publish.SessionItems?[NodeSession.ItemKey] is not NodeSession session || publish.ApplicationMessage.Topic != session.UpTopic)
        {
            incidents.Note(publish.ClientId, IncidentKind.RuleBroken, "wrote to a topic that is not its own");
            publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            publish.CloseConnection = true;
            return;
        }

        if (session.Rate.Take() is { Ticks: > 0 } wait)
            await Task.Delay(wait, time, publish.CancellationToken);
        var payload = publish.ApplicationMessage.Payload;
        var frame = payload.IsSingleSegment ? payload.First : payload.ToArray();
        var result = await ingest.AcceptAsync(frame, session.NodeId, session.DelayBoundMilliseconds, publish.CancellationToken);
        publish.CloseConnection = !result.MayAcknowledge;
        if (result.MayAcknowledge && session.TimeSubscriber is { } subscriber && messages.Time(session.NodeId, result) is { } answer)
            subscriber.TryEnqueueApplicationMessage(answer, out _);
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs subscription)
    {
        var session = subscription.SessionItems[NodeSession.ItemKey] as NodeSession;
        var topic = subscription.TopicFilter.Topic;
        if (session is not null && topic == session.TimeTopic)
        {
            session.TimeSubscriber = subscription.Session;
        }
        else if (session is not null && topic == session.SettingsTopic)
        {
            session.SettingsSubscriber = subscription.Session;
        }
        else
        {
            incidents.Note(subscription.ClientId, IncidentKind.RuleBroken, "wanted to read a topic that is not its own");
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }

        return Task.CompletedTask;
    }

    private Task SubscribedAsync(ClientSubscribedTopicEventArgs subscribed)
    {
        if (subscribed.SessionItems[NodeSession.ItemKey] is NodeSession session && subscribed.TopicFilter.Topic == session.SettingsTopic)
            SendSettings(session);
        return Task.CompletedTask;
    }

    private void SendSettings()
    {
        foreach (var session in _sessions.Values)
            SendSettings(session);
    }

    private void SendSettings(NodeSession session)
    {
        if (session.SettingsSubscriber is { } subscriber && messages.Settings(session.NodeId) is { } message && session.SettingsWindow.TryBegin())
            subscriber.TryEnqueueApplicationMessage(message, out _);
    }

    // Nothing else that a node is sent asks for an acknowledgement.
    private Task AcknowledgedAsync(ClientAcknowledgedPublishPacketEventArgs acknowledged)
    {
        if (acknowledged.SessionItems[NodeSession.ItemKey] is NodeSession session && session.SettingsWindow.Acknowledge())
            SendSettings(session);
        return Task.CompletedTask;
    }

    private Task DisconnectedAsync(ClientDisconnectedEventArgs disconnected)
    {
        if (disconnected.SessionItems[NodeSession.ItemKey] is not NodeSession session)
            return Task.CompletedTask;
        if (disconnected.DisconnectType != MqttClientDisconnectType.Takeover)
            _sessions.TryRemove(KeyValuePair.Create(session.NodeId, session));
        else if (_takeovers.Note(session.NodeId) is { } often)
            incidents.Note(disconnected.ClientId, IncidentKind.ConnectionsTakenOver, $"{often} connections within {TakeoverWatch.Window.TotalMinutes:F0} minutes each threw out the one before");
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Nodes connect at MQTT port {Port} (TLS: {TlsPort}).")]
    private partial void LogListening(int? port, int? tlsPort);
}
