using System;
using System.Threading;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Uplink;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>
    /// The gateway over MQTT 3.1.1: clean session (ids restart at each wake; what must wait for the node is retained), no will, no
    /// keep-alive thread, no TLS (frames carry their own proof).
    /// </summary>
    public sealed class MqttGateway : IGateway
    {
        private readonly AckTable _acks = new AckTable();
        private readonly AutoResetEvent _somethingCame = new AutoResetEvent(false);
        private MqttClient? _client;
        private string _upTopic = "";
        private string _settingsTopic = "";
        private byte[]? _settings;
        private byte[]? _time;

        /// <inheritdoc/>
        public byte[]? Settings => _settings;

        /// <inheritdoc/>
        public byte[]? Time => _time;

        /// <inheritdoc/>
        public long TimeArrivedMilliseconds { get; private set; }

        /// <inheritdoc/>
        public bool Open(string host, int port, uint nodeId, byte[] key)
        {
            try
            {
                _upTopic = Topics.Up(nodeId);
                _settingsTopic = Topics.Settings(nodeId);
                var name = Topics.NodeName(nodeId);
                var client = new MqttClient(host, port, false, null, null, MqttSslProtocols.None);
                _client = client;
                client.MqttMsgPublished += OnPublished;
                client.MqttMsgPublishReceived += OnReceived;
                client.ConnectionClosed += OnClosed;
                if (client.Connect(name, name, NodeSecrets.MqttPassword(key), true, 0) != MqttReasonCode.Success)
                    return false;
                client.Subscribe(
                    new[] { _settingsTopic, Topics.Time(nodeId) },
                    new[] { MqttQoSLevel.AtLeastOnce, MqttQoSLevel.AtMostOnce });
                return true;
            }
            catch (Exception)
            {
                // No route, refused, no CONNACK: one and the same for the node, which tries again later.
                return false;
            }
        }

        /// <inheritdoc/>
        public bool Send(byte[] frame, int milliseconds)
        {
            if (_client == null)
                return false;
            try
            {
                var id = _client.Publish(_upTopic, frame, null, null, MqttQoSLevel.AtLeastOnce, false);
                var end = Environment.TickCount64 + milliseconds;
                while (true)
                {
                    if (_acks.TryTake(id, out var acknowledged))
                        return acknowledged;
                    var left = (int)(end - Environment.TickCount64);
                    if (left <= 0 || !_client.IsConnected)
                        return false;
                    _somethingCame.WaitOne(left, false);
                }
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public bool WaitForTime(int milliseconds)
        {
            var end = Environment.TickCount64 + milliseconds;
            while (_time == null)
            {
                var left = (int)(end - Environment.TickCount64);
                if (left <= 0)
                    return false;
                _somethingCame.WaitOne(left, false);
            }

            return true;
        }

        /// <inheritdoc/>
        public void Close()
        {
            if (_client == null)
                return;
            try
            {
                // DISCONNECT goes out at once; the sockets themselves are closed by the CLR on its way to sleep, which spares the
                // second or more that Close() waits for its threads.
                if (_client.IsConnected)
                    _client.Disconnect();
            }
            catch (Exception)
            {
                // The connection was gone already.
            }

            _client = null;
        }

        private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
        {
            _acks.Note(e.MessageId, e.IsPublished);
            _somethingCame.Set();
        }

        private void OnReceived(object sender, MqttMsgPublishEventArgs e)
        {
            if (e.Topic == _settingsTopic)
            {
                _settings = e.Message;
            }
            else
            {
                TimeArrivedMilliseconds = Environment.TickCount64;
                _time = e.Message;
            }

            _somethingCame.Set();
        }

        private void OnClosed(object sender, EventArgs e) => _somethingCame.Set();
    }
}
