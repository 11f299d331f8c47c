using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Publishes flat JSON to the city's broker, QoS 1, in order, a window at a time.</summary>
internal sealed class MqttSink : ISink
{
    private readonly SinkOptions _options;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    /// <summary>Makes the sink; it connects when there is something to send.</summary>
    public MqttSink(SinkOptions options) => _options = options;

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<OutboundSample> samples, Action<int> delivered, CancellationToken cancellation)
    {
        try
        {
            if (!_client.IsConnected)
                await ConnectAsync(cancellation);
            var sends = new Task[samples.Count];
            // Each call puts its packet on the wire in turn; only the acknowledgements are awaited together.
            for (var index = 0; index < samples.Count; index++)
                sends[index] = SendAsync(samples[index], index, delivered, cancellation);
            await Task.WhenAll(sends);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw exception as SinkException ?? new SinkException($"{_options.Host}:{_options.Port}: {Innermost(exception)}", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }

    private async Task SendAsync(OutboundSample sample, int index, Action<int> delivered, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(_options.Topic.Replace("{id}", sample.Id, StringComparison.Ordinal))
            .WithPayload(FlatJson.Write(sample))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        var result = await _client.PublishAsync(message, cancellation);
        if (!result.IsSuccess)
            throw new SinkException($"{_options.Host}:{_options.Port} refused {message.Topic}: {result.ReasonCode}. Check the rights of user '{_options.User}'.");
        delivered(index);
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_options.Host, _options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(_options.ClientId.Length > 0 ? _options.ClientId : "jena-gateway-" + _options.Name)
            .WithCleanSession()
            .WithTimeout(TimeSpan.FromSeconds(20));
        if (_options.User.Length > 0)
            builder = builder.WithCredentials(_options.User, _options.ReadPassword());
        if (_options.UseTls)
            builder = builder.WithTlsOptions(Tls);
        var result = await _client.ConnectAsync(builder.Build(), cancellation);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
            throw new SinkException($"{_options.Host}:{_options.Port} refused the connection: {result.ResultCode}. Check user '{_options.User}' and password.");
    }

    private void Tls(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(_options.Host);
        if (_options.CaFile.Length == 0)
            return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(_options.CaFile);
        tls.WithTrustChain(authorities);
    }

    private static string Innermost(Exception exception) =>
        (exception is MqttCommunicationException && exception.InnerException is { } inner ? inner : exception).Message;
}
