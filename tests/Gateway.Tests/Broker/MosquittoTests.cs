using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>Messages that are too long in a real Mosquitto without a limit of its own.</summary>
public sealed class MosquittoTests : IAsyncLifetime
{
    private const string Program = "/usr/sbin/mosquitto";
    private const int LongBytes = 1_000_000;
    private readonly TestFolder _folder = new();
    private readonly int _port = FreePort();
    private Process? _mosquitto;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "Mosquitto is not installed.");
        await File.WriteAllTextAsync(_folder.File("mosquitto.conf"), $"user root\nlistener {_port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n", Cancellation);
        _mosquitto = Process.Start(new ProcessStartInfo(Program, ["-c", _folder.File("mosquitto.conf")]) { RedirectStandardError = true });
        await Eventually.TrueAsync(IsListening, "Mosquitto");
    }

    public ValueTask DisposeAsync()
    {
        _mosquitto?.Kill();
        _mosquitto?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Long_messages_that_wait_or_are_retained_stop_no_frame(bool isSessionOfMqtt3)
    {
        RegisteredNode node;
        await using (var first = await StartAsync())
        {
            node = await first.AddNodeAsync();
            await Eventually.TrueAsync(() => first.Get<ExternalBroker>().IsConnected, "the gateway at Mosquitto");
        }

        // An earlier version left its session there.
        if (isSessionOfMqtt3)
            await SubscribeAsMqtt3Async();
        using var publisher = new MqttClientFactory().CreateMqttClient();
        await publisher.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _port).WithKeepAlivePeriod(TimeSpan.FromHours(1)).WithTimeout(TimeSpan.FromHours(1)).Build(), Cancellation);
        await PublishAsync(publisher, node, new byte[LongBytes], isRetained: true);
        await PublishAsync(publisher, node, new byte[LongBytes], isRetained: false);
        await PublishAsync(publisher, node, TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 5), isRetained: false);

        await using var second = await StartAsync();
        await Eventually.TrueAsync(() => second.Get<IReadingStore>().LastSequence == 5, "the frame behind the long messages");
        // Mosquitto keeps to what it was told and hands none of them over.
        Assert.DoesNotContain(second.Get<IncidentBook>().All, incident => incident.Subject == "(external)");
        await PublishAsync(publisher, node, new byte[LongBytes], isRetained: false);
        await PublishAsync(publisher, node, TestFrames.Encode(node.NodeId, node.Key, 1, 5, 1800, count: 5), isRetained: false);
        await Eventually.TrueAsync(() => second.Get<IReadingStore>().LastSequence == 10, "a frame while connected");
    }

    private static async Task PublishAsync(IMqttClient publisher, RegisteredNode node, byte[] payload, bool isRetained) => await publisher.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(Topics.Up(node.NodeId)).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag(isRetained).Build(), Cancellation);

    private async Task SubscribeAsMqtt3Async()
    {
        using var older = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _port).WithClientId("jena-gateway").WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311);
        await older.ConnectAsync(options.WithCleanSession().Build(), Cancellation);
        await older.DisconnectAsync(cancellationToken: Cancellation);
        await older.ConnectAsync(options.WithCleanSession(false).Build(), Cancellation);
        await older.SubscribeAsync(NodeTopic.AllFrames, MqttQualityOfServiceLevel.AtLeastOnce, Cancellation);
        await older.DisconnectAsync(cancellationToken: Cancellation);
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
        [
            "--Gateway:Broker:Enabled=false", "--Gateway:External:Enabled=true", "--Gateway:External:Host=127.0.0.1", $"--Gateway:External:Port={_port}", "--Gateway:External:UseTls=false",
        ],
        dataDirectory: _folder.Path);

    private bool IsListening()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
