using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Takes frames from an outside broker: a session that the broker keeps, and an acknowledgement sent by hand only after the
/// commit. Whatever could not be committed stays with the broker. Publishes settings retained and answers with the time.
/// </summary>
internal sealed partial class ExternalBroker(
    ExternalOptions options, FrameIngest ingest, NodeMessages messages, INodeSettingsSource settings, IncidentBook incidents, TimeProvider time, ILogger<ExternalBroker> log)
    : BackgroundService
{
    private const int FramesAtATime = 256;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _settingsChanged = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _room = new(FramesAtATime, FramesAtATime);
    private long _awaySince = time.GetTimestamp();
    private long _connectedSince = time.GetTimestamp();
    private bool _wasConnected;

    /// <summary>What went wrong last; null while connected.</summary>
    public string? Error { get; private set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
            return;
        void Changed() => _settingsChanged.Writer.TryWrite(true);
        settings.Changed += Changed;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SessionAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The edge towards another's machine: note it, wait, connect again.
                if (Error is null)
                    LogAway(options.Host, options.Port, exception.Message);
                Error = exception.Message;
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await Task.Delay(Retry, time, CancellationToken.None);
        }

        settings.Changed -= Changed;
    }

    private async Task SessionAsync(CancellationToken cancellation)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        client.DisconnectedAsync += _ => ended.CancelAsync();
        client.ApplicationMessageReceivedAsync += message => ReceiveAsync(client, message, ended);
        var answer = await client.ConnectAsync(ClientOptions(), cancellation);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new InvalidOperationException($"{options.Host}:{options.Port} refused the connection: {answer.ResultCode}. Check user '{options.User}' and password.");
        _connectedSince = time.GetTimestamp();
        await client.SubscribeAsync(NodeTopic.AllFrames, MqttQualityOfServiceLevel.AtLeastOnce, cancellation);
        Error = null;
        LogConnected(options.Host, options.Port);
        try
        {
            await PublishSettingsAsync(client, ended.Token);
            while (await _settingsChanged.Reader.WaitToReadAsync(ended.Token))
            {
                _settingsChanged.Reader.TryRead(out _);
                await PublishSettingsAsync(client, ended.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException("the connection was lost, or a frame could not be stored and is left to the broker");
        }
        finally
        {
            (_awaySince, _wasConnected) = (time.GetTimestamp(), true);
            await client.TryDisconnectAsync();
        }
    }

    private async Task ReceiveAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs message, CancellationTokenSource ended)
    {
        // Back-pressure: while so many wait for the disk, the library reads no further from the socket.
        message.AutoAcknowledge = false;
        await _room.WaitAsync(ended.Token);
        _ = TakeAsync(client, message, ended);
    }

    private async Task TakeAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs message, CancellationTokenSource ended)
    {
        try
        {
            if (NodeTopic.NodeOf(message.ApplicationMessage.Topic) is not { } nodeId)
            {
                incidents.Note("(external)", IncidentKind.RuleBroken, "a frame topic that names no node");
                await message.AcknowledgeAsync(ended.Token);
                return;
            }

            var result = await ingest.AcceptAsync(message.ApplicationMessage.Payload.ToArray(), nodeId, DelayBound(message.ApplicationMessage.Retain), ended.Token);
            if (result.Outcome == IngestOutcome.Unavailable)
            {
                // A broker sends again only to a new connection.
                await ended.CancelAsync();
                return;
            }

            // Refused ones too: the broker would send them for ever. They are counted and shown.
            await message.AcknowledgeAsync(ended.Token);
            if (result.MayAcknowledge && messages.Time(nodeId, result) is { } answer)
                await client.PublishAsync(answer, ended.Token);
        }
        catch (Exception exception)
        {
            // The connection ended under way: what was not acknowledged comes again with the next one.
            LogUnacknowledged(exception.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>
    /// While the gateway was away the broker held frames: they may be as old as the absence. Before the first connection of
    /// this run, and for retained messages, nothing bounds it.
    /// </summary>
    private int? DelayBound(bool isRetained)
    {
        if (isRetained)
            return null;
        var longest = options.LongestDelaySeconds * 1000L;
        var connected = (long)time.GetElapsedTime(_connectedSince).TotalMilliseconds;
        if (connected > longest)
            return (int)longest;
        return _wasConnected ? (int)Math.Min(int.MaxValue, (long)time.GetElapsedTime(_awaySince).TotalMilliseconds + longest) : null;
    }

    private async Task PublishSettingsAsync(IMqttClient client, CancellationToken cancellation)
    {
        foreach (var nodeId in settings.NodesWithSettings())
        {
            if (messages.Settings(nodeId) is { } message)
                await client.PublishAsync(message, cancellation);
        }
    }

    private MqttClientOptions ClientOptions()
    {
        var password = options.PasswordFile.Length > 0 ? File.ReadAllText(options.PasswordFile).Trim() : options.Password;
        var builder = new MqttClientOptionsBuilder().WithTcpServer(options.Host, options.Port).WithClientId(options.ClientId)
            .WithProtocolVersion(MqttProtocolVersion.V311).WithCleanSession(false).WithTimeout(TimeSpan.FromSeconds(20));
        if (options.User.Length > 0)
            builder = builder.WithCredentials(options.User, password);
        return (options.UseTls ? builder.WithTlsOptions(Tls) : builder).Build();
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

    [LoggerMessage(LogLevel.Information, "Takes frames from the broker {Host}:{Port}.")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(LogLevel.Warning, "The broker {Host}:{Port} is away: {Error}")]
    private partial void LogAway(string host, int port, string error);

    [LoggerMessage(LogLevel.Debug, "A frame was not acknowledged: {Error}")]
    private partial void LogUnacknowledged(string error);
}
