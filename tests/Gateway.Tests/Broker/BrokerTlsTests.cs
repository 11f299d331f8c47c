using System.Net.Sockets;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;

namespace Jena.SensorNode.Gateway.Tests.Broker;

public sealed class BrokerTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Node_connects_by_TLS_as_itself_and_its_frame_is_acknowledged()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(TlsPort(gateway), node, subscribe: true, authority: _authority.Certificate);

        var result = await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, count: 3, layout: node.Layout.Id));

        Assert.True(result.IsSuccess);
        Assert.Equal(3, gateway.Get<IReadingStore>().LastSequence);
        await Eventually.TrueAsync(() => wire.Received.Count == 1, "the answer with the time");
    }

    [Fact]
    public async Task Wrong_password_is_refused_inside_TLS_too()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        var other = await gateway.AddNodeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(
            TlsPort(gateway), node, password: NodeSecrets.MqttPassword(other.Key), authority: _authority.Certificate));

        Assert.Contains(gateway.Get<IncidentBook>().All, incident => incident.Kind == IncidentKind.BadMac && incident.Subject == Topics.NodeName(node.NodeId));
    }

    [Fact]
    public async Task Node_that_trusts_another_authority_does_not_tell_its_password()
    {
        using var stranger = new TestAuthority("CN=Another authority");
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(TlsPort(gateway), node, authority: stranger.Certificate));

        Assert.Empty(gateway.Get<BrokerService>().ConnectedNodes);
        Assert.Empty(gateway.Get<IncidentBook>().All);
    }

    [Fact]
    public async Task Other_nodes_topics_are_neither_written_nor_read()
    {
        await using var gateway = await StartAsync();
        var node = await gateway.AddNodeAsync();
        var other = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(TlsPort(gateway), node, authority: _authority.Certificate);

        foreach (var topic in new[] { Topics.Settings(other.NodeId), Topics.Time(other.NodeId), Topics.Up(node.NodeId), "#", "+/+/+" })
            Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, await wire.SubscribeAsync(topic));
        await Assert.ThrowsAnyAsync<Exception>(() => wire.PublishAsync(TestFrames.Encode(other.NodeId, other.Key, 1, 0, 900), Topics.Up(other.NodeId)));

        Assert.Equal(0, gateway.Get<IReadingStore>().LastSequence);
        Assert.Equal(6, gateway.Get<IncidentBook>().Total(IncidentKind.RuleBroken));
    }

    [Fact]
    public async Task Packet_longer_than_allowed_ends_the_connection()
    {
        await using var gateway = await StartAsync("--Gateway:Broker:MaximumPacketBytes=512");
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(TlsPort(gateway), node, authority: _authority.Certificate);

        await Assert.ThrowsAnyAsync<Exception>(() => wire.PublishAsync(new byte[600]));

        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 0, "the connection is closed");
        Assert.Equal(0, gateway.Get<FrameIngest>().Counters.Of(IngestOutcome.Malformed));
    }

    [Fact]
    public async Task Connections_that_never_finish_their_handshake_count_against_the_limit()
    {
        await using var gateway = await StartAsync("--Gateway:Broker:MaximumConnections=2");
        using var first = new TcpClient("127.0.0.1", TlsPort(gateway));
        using var second = new TcpClient("127.0.0.1", TlsPort(gateway));
        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 2, "two connections");

        using var third = new TcpClient("127.0.0.1", TlsPort(gateway));

        Assert.Equal(0, await ReadOrZero(first));
        await Eventually.TrueAsync(() => gateway.Get<BrokerService>().Connections == 2, "the oldest made room");
    }

    [Fact]
    public async Task Certificate_that_is_missing_stops_the_start_and_names_the_setting()
    {
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => RunningGateway.StartAsync(["--Gateway:Broker:TlsPort=0", "--Gateway:Broker:CertificateFile=/nowhere.pem"]));

        Assert.Contains("Gateway:Broker:CertificateFile", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewed_certificate_is_shown_without_a_restart_and_a_broken_one_is_told_and_not_taken()
    {
        var time = new FakeTimeProvider();
        var options = new BrokerOptions();
        (options.CertificateFile, options.CertificateKeyFile) = _authority.Sign();
        var certificate = new NodeCertificate(options, time, NullLogger.Instance);
        var first = certificate.Current().TargetCertificate.Thumbprint;
        void Renew(string file, string key)
        {
            File.Copy(file, options.CertificateFile, overwrite: true);
            File.Copy(key, options.CertificateKeyFile, overwrite: true);
        }

        var (renewed, renewedKey) = _authority.Sign();
        File.Copy(renewed, options.CertificateFile, overwrite: true);
        Assert.Equal(first, certificate.Current().TargetCertificate.Thumbprint);
        time.Advance(NodeCertificate.Pace);
        Assert.NotNull(certificate.Error); // its key is not there yet
        Assert.Equal(first, certificate.Current().TargetCertificate.Thumbprint);

        File.Copy(renewedKey, options.CertificateKeyFile, overwrite: true);
        time.Advance(NodeCertificate.Pace);
        var second = certificate.Current().TargetCertificate.Thumbprint;
        Assert.NotEqual(first, second);
        Assert.Null(certificate.Error);

        foreach (var broken in new[] { "", "no certificate", File.ReadAllText(renewed)[..200] })
        {
            await File.WriteAllTextAsync(options.CertificateFile, broken, TestContext.Current.CancellationToken);
            time.Advance(NodeCertificate.Pace);
            Assert.NotNull(certificate.Error);
        }

        File.Delete(options.CertificateFile);
        time.Advance(NodeCertificate.Pace);
        Assert.NotNull(certificate.Error);
        Assert.Equal(second, certificate.Current().TargetCertificate.Thumbprint);
        Renew(renewed, renewedKey);
        time.Advance(NodeCertificate.Pace);
        Assert.Null(certificate.Error);
    }

    private Task<RunningGateway> StartAsync(params string[] more)
    {
        var (certificate, key) = _authority.Sign();
        return RunningGateway.StartAsync(["--Gateway:Broker:TlsPort=0", $"--Gateway:Broker:CertificateFile={certificate}", $"--Gateway:Broker:CertificateKeyFile={key}", .. more]);
    }

    private static int TlsPort(RunningGateway gateway) => gateway.Get<GatewayPorts>().MqttTls!.Value;

    private static async Task<int> ReadOrZero(TcpClient socket)
    {
        try
        {
            return await socket.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
