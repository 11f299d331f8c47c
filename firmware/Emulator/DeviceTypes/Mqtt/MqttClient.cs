using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Link;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Internals;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

/// <summary>
/// The MQTT client as nanoFramework.M2Mqtt 5.1.220 behaves: publishing only queues, threads of its own send, repeat (3 times, 1 s apart)
/// and raise events; disconnecting at once loses what is queued; identifiers begin at 1 in every wake. TLS is not emulated.
/// </summary>
public class MqttClient : IMqttClient, IDisposable
{
    private static readonly char[] wildcards = ['#', '+'];
    private readonly DeviceRun run = DeviceRun.Current;
    private MqttSession? session;
    private string host = "";
    private int port;
    private ushort lastIdentifier;

    public MqttClient(string brokerHostName)
        : this(brokerHostName, MqttSettings.BrokerDefaultPort, false, null, null, MqttSslProtocols.None)
    {
    }

    public MqttClient(
        string brokerHostName, int brokerPort, bool secure, X509Certificate? caCert, X509Certificate? clientCert, MqttSslProtocols sslProtocol) =>
        Init(brokerHostName, brokerPort, secure, null, null, sslProtocol);

    public event IMqttClient.MqttMsgPublishEventHandler? MqttMsgPublishReceived;

    public event IMqttClient.MqttMsgPublishedEventHandler? MqttMsgPublished;

    public event IMqttClient.MqttMsgSubscribedEventHandler? MqttMsgSubscribed;

    public event IMqttClient.MqttMsgUnsubscribedEventHandler? MqttMsgUnsubscribed;

    public event IMqttClient.ConnectionClosedEventHandler? ConnectionClosed;

    public bool IsConnected => session is { IsConnected: true };

    public string ClientId { get; private set; } = "";

    public bool CleanSession { get; private set; }

    public MqttProtocolVersion ProtocolVersion { get; set; } = MqttProtocolVersion.Version_3_1_1;

    public MqttSettings Settings => MqttSettings.Instance;

    public void Init(string brokerHostName, int brokerPort, bool secure, byte[]? caCert, byte[]? clientCert, MqttSslProtocols sslProtocol)
    {
        run.Call();
        if (secure)
        {
            throw new NotSupportedException("TLS is not emulated.");
        }

        try
        {
            GatewayConnection.Resolve(run, brokerHostName);
        }
        catch (LinkException e)
        {
            throw new Exception(e.Message);
        }

        host = brokerHostName;
        port = brokerPort;
    }

    public MqttReasonCode Connect(string clientId) => Connect(clientId, null, null);

    public MqttReasonCode Connect(string clientId, bool cleanSession) =>
        Connect(clientId, null, null, false, MqttQoSLevel.AtMostOnce, false, null, null, cleanSession, 60);

    public MqttReasonCode Connect(string clientId, string? username, string? password) => Connect(clientId, username, password, true, 60);

    public MqttReasonCode Connect(string clientId, string? username, string? password, bool cleanSession, ushort keepAlivePeriod) =>
        Connect(clientId, username, password, false, MqttQoSLevel.AtMostOnce, false, null, null, cleanSession, keepAlivePeriod);

    public MqttReasonCode Connect(
        string clientId,
        string? username,
        string? password,
        bool willRetain,
        MqttQoSLevel willQosLevel,
        bool willFlag,
        string? willTopic,
        string? willMessage,
        bool cleanSession,
        ushort keepAlivePeriod)
    {
        var will = willFlag ? new MqttWill(willTopic ?? "", willMessage ?? "", (int)willQosLevel, willRetain) : null;
        ClientId = clientId;
        CleanSession = cleanSession;
        GatewayConnection connection;
        run.MayHang(BlockingCall.Connect);
        try
        {
            connection = GatewayConnection.Open(run, host, port);
        }
        catch (LinkException e)
        {
            throw new MqttConnectionException("Exception connecting to the broker", e);
        }

        session = new MqttSession(run, connection, Raise);
        var packet = MqttPackets.Connect((int)ProtocolVersion, clientId, username, password, cleanSession, keepAlivePeriod, will);
        return (MqttReasonCode)session.Connect(packet, keepAlivePeriod);
    }

    public ushort Publish(string topic, byte[] message) => Publish(topic, message, null, null, MqttQoSLevel.AtMostOnce, false);

    public ushort Publish(string topic, byte[] message, string? contentType) =>
        Publish(topic, message, contentType, null, MqttQoSLevel.AtMostOnce, false);

    public ushort Publish(string topic, byte[] message, string? contentType, ArrayList? userProperties) =>
        Publish(topic, message, contentType, userProperties, MqttQoSLevel.AtMostOnce, false);

    public ushort Publish(string topic, byte[] message, string? contentType, ArrayList? userProperties, MqttQoSLevel qosLevel, bool retain)
    {
        run.Call();
        if ((contentType is not null || userProperties is not null) && ProtocolVersion != MqttProtocolVersion.Version_5)
        {
            throw new NotSupportedException();
        }

        if (qosLevel == MqttQoSLevel.ExactlyOnce)
        {
            throw new NotSupportedException("QoS 2 is not emulated.");
        }

        if (topic.IndexOfAny(wildcards) >= 0)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicWildcard);
        }

        if (topic.Length is < 1 or > 65535)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicLength);
        }

        var identifier = ++lastIdentifier;
        var quality = (int)qosLevel;
        var packet = MqttPackets.Publish(topic, message, quality, retain, identifier, duplicate: false);
        session?.Enqueue(new Outgoing(packet, identifier, quality == 0 ? 0 : 4));
        if (quality > 0 && run.RandomBelow(3) == 0)
        {
            // The time slice ends before the caller has the identifier: the acknowledgement may be raised first.
            run.SleepTicks(run.RandomBelow(90) * TimeSpan.TicksPerMillisecond);
        }

        return identifier;
    }

    public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels)
    {
        run.Call();
        if (topics.Length == 0)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
        }

        if (topics.Length != qosLevels.Length)
        {
            throw new MqttClientException(MqttClientErrorCode.TopicsQosLevelsNotMatch);
        }

        var identifier = ++lastIdentifier;
        session?.Enqueue(new Outgoing(MqttPackets.Subscribe(identifier, topics, Array.ConvertAll(qosLevels, level => (int)level)), identifier, 9));
        return identifier;
    }

    public ushort Unsubscribe(string[] topics)
    {
        run.Call();
        var identifier = ++lastIdentifier;
        session?.Enqueue(new Outgoing(MqttPackets.Unsubscribe(identifier, topics), identifier, 11));
        return identifier;
    }

    public void Disconnect()
    {
        run.Call();
        if (session is null)
        {
            throw new MqttCommunicationException();
        }

        session.Disconnect();
    }

    public void Close()
    {
        run.Call();
        session?.Close();
        session = null;
    }

    public void Dispose()
    {
        if (!run.Scheduler.HasEnded)
        {
            Close();
        }
    }

    private void Raise(EventArgs happened)
    {
        switch (happened)
        {
            case MqttMsgPublishEventArgs message:
                MqttMsgPublishReceived?.Invoke(this, message);
                break;
            case MqttMsgPublishedEventArgs published:
                MqttMsgPublished?.Invoke(this, published);
                break;
            case MqttMsgSubscribedEventArgs subscribed:
                MqttMsgSubscribed?.Invoke(this, subscribed);
                break;
            case MqttMsgUnsubscribedEventArgs unsubscribed:
                MqttMsgUnsubscribed?.Invoke(this, unsubscribed);
                break;
            default:
                ConnectionClosed?.Invoke(this, happened);
                break;
        }
    }
}
