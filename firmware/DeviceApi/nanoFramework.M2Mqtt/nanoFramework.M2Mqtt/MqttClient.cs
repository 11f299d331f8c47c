using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    public class MqttClient : IMqttClient, IDisposable
    {
        public MqttClient(string brokerHostName) => throw null;

        public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol) => throw null;

        public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived { add => throw null; remove => throw null; }

        public event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished { add => throw null; remove => throw null; }

        public event IMqttClient.MqttMsgSubscribedEventHandler MqttMsgSubscribed { add => throw null; remove => throw null; }

        public event IMqttClient.MqttMsgUnsubscribedEventHandler MqttMsgUnsubscribed { add => throw null; remove => throw null; }

        public event MqttClient.ConnectionOpenedEventHandler ConnectionOpened { add => throw null; remove => throw null; }

        public event IMqttClient.ConnectionClosedEventHandler ConnectionClosed { add => throw null; remove => throw null; }

        public event MqttClient.ConnectionClosedRequestEventHandler ConnectionClosedRequest { add => throw null; remove => throw null; }

        public event MqttClient.MqttMsgAuthenticationEventHandler Authentication { add => throw null; remove => throw null; }

        public bool IsConnected => throw null;

        public string ClientId => throw null;

        public bool CleanSession => throw null;

        public bool WillFlag => throw null;

        public MqttQoSLevel WillQosLevel => throw null;

        public string WillTopic => throw null;

        public string WillMessage => throw null;

        public MqttProtocolVersion ProtocolVersion { get => throw null; set => throw null; }

        public string AuthenticationMethod { get => throw null; set => throw null; }

        public byte[] AuthenticationData { get => throw null; set => throw null; }

        public uint SessionExpiryInterval { get => throw null; set => throw null; }

        public bool RequestProblemInformation { get => throw null; set => throw null; }

        public bool RequestResponseInformation { get => throw null; set => throw null; }

        public ushort ReceiveMaximum { get => throw null; set => throw null; }

        public ushort TopicAliasMaximum { get => throw null; set => throw null; }

        public uint WillDelayInterval { get => throw null; set => throw null; }

        public ArrayList UserProperties => throw null;

        public uint MaximumPacketSize { get => throw null; set => throw null; }

        public bool IsAuthenticationFlow { get => throw null; set => throw null; }

        public MqttSettings Settings => throw null;

        public void Init(string brokerHostName, int brokerPort, bool secure, byte[] caCert, byte[] clientCert, MqttSslProtocols sslProtocol) => throw null;

        public MqttReasonCode Connect(string clientId) => throw null;

        public MqttReasonCode Connect(string clientId, bool cleanSession) => throw null;

        public MqttReasonCode Connect(string clientId, string username, string password) => throw null;

        public MqttReasonCode Connect(string clientId, string username, string password, bool cleanSession, ushort keepAlivePeriod) => throw null;

        public MqttReasonCode Connect(string clientId, string username, string password, bool willRetain, MqttQoSLevel willQosLevel, bool willFlag, string willTopic, string willMessage, bool cleanSession, ushort keepAlivePeriod) => throw null;

        public void Disconnect() => throw null;

        public void Close() => throw null;

        public void Dispose() => throw null;

        public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels) => throw null;

        public ushort Unsubscribe(string[] topics) => throw null;

        public ushort Publish(string topic, byte[] message) => throw null;

        public ushort Publish(string topic, byte[] message, string contentType) => throw null;

        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties) => throw null;

        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain) => throw null;

        public delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

        public delegate void MqttMsgPublishedEventHandler(object sender, MqttMsgPublishedEventArgs e);

        public delegate void MqttMsgSubscribedEventHandler(object sender, MqttMsgSubscribedEventArgs e);

        public delegate void MqttMsgUnsubscribedEventHandler(object sender, MqttMsgUnsubscribedEventArgs e);

        public delegate void MqttMsgAuthenticationEventHandler(object sender, MqttMsgAuthenticationEventArgs e);

        public delegate void ConnectionOpenedEventHandler(object sender, ConnectionOpenedEventArgs e);

        public delegate void ConnectionClosedEventHandler(object sender, EventArgs e);

        public delegate void ConnectionClosedRequestEventHandler(object sender, ConnectionClosedRequestEventArgs e);
    }
}
