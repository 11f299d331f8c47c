using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Gateway.Mqtt;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Publishes flat JSON to the city's broker: QoS 1, in order, many under way at a time.</summary>
internal sealed class MqttSink(SinkOptions options) : ISink
{
    // It is only written to: whatever its broker sends beside acknowledgements is short, or not meant for us.
    private const int MaximumPacketBytes = 4096;
    private const int MessagesAtATime = 16;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private readonly IMqttClient _client = new BoundedClient(MaximumPacketBytes, MessagesAtATime).Create();

    private string Where => $"{options.Host}:{options.Port}";

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (_client.IsConnected)
            return;
        try
        {
            var result = await _client.ConnectAsync(ClientOptions(), cancellation);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
                throw new SinkException($"{Where} refused the connection: {result.ResultCode}. Check user '{options.User}' and password.");
        }
        catch (Exception exception) when (IsOfTheSink(exception, cancellation))
        {
            throw Told(exception);
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(OutboundSample sample, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessage
        {
            Topic = options.Topic.Replace("{id}", sample.TopicLevel, StringComparison.Ordinal),
            PayloadSegment = FlatJson.Write(sample),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        MqttClientPublishResult result;
        try
        {
            result = await _client.PublishAsync(message, cancellation);
        }
        catch (Exception exception) when (IsOfTheSink(exception, cancellation))
        {
            throw Told(exception);
        }

        if (!result.IsSuccess)
            throw new SinkException($"{Where} refused {message.Topic}: {result.ReasonCode}. Check the rights of user '{options.User}'.");
    }

    /// <inheritdoc/>
    public Task CloseAsync() => _client.TryDisconnectAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _client.Dispose();
    }

    private MqttClientOptions ClientOptions()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(options.ClientId.Length > 0 ? options.ClientId : "jena-gateway-" + options.Name)
            .WithCleanSession()
            .WithTimeout(ConnectLimit);
        if (options.User.Length > 0)
            builder = builder.WithCredentials(options.User, options.ReadPassword());
        if (options.UseTls)
            builder = builder.WithTlsOptions(Tls);
        return builder.Build();
    }

    private void Tls(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(options.Host);
        if (options.CaFile.Length == 0)
            return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.CaFile);
        tls.WithTrustChain(authorities);
    }

    private static bool IsOfTheSink(Exception exception, CancellationToken cancellation) =>
        exception is not SinkException && (exception is not OperationCanceledException || !cancellation.IsCancellationRequested);

    private SinkException Told(Exception exception)
    {
        var cause = exception is MqttCommunicationException && exception.InnerException is { } inner ? inner : exception;
        return new SinkException($"{Where}: {cause.Message}", exception);
    }
}
