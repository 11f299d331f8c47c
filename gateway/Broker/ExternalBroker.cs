using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Mqtt;
using Jena.SensorNode.Gateway.Nodes;
using MQTTnet;
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

    // Of a frame of 4096 bytes with topic and what a bridge may add.
    private const int MaximumPacketBytes = 8192;

    // Some brokers close the connection of a client that writes where it has no right. Then frames matter more than their bounds.
    private const int MarkersHungUpAt = 3;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MarkerCheck = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _settingsChanged = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _room = new(FramesAtATime, FramesAtATime);
    private readonly ExternalBrokerBacklog _backlog = new(time, options.LongestDelaySeconds);
    private readonly SpokenVersion _version = new();
    private int _hungUpAtMarker;

    /// <summary>What went wrong last, or what the broker does not grant; null while all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>True while subscribed.</summary>
    public bool IsConnected { get; private set; }

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
        using var client = new BoundedClient(MaximumPacketBytes, FramesAtATime).Create();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _backlog.Begin();
        client.DisconnectedAsync += _ => ended.CancelAsync();
        client.ApplicationMessageReceivedAsync += message => ReceiveAsync(client, message, ended);
        var answer = await _version.ConnectAsync(client, ClientOptions(), cancellation);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new InvalidOperationException($"{options.Host}:{options.Port} refused the connection: {answer.ResultCode}. Check user '{options.User}' and password.");
        (Error, IsConnected) = (await Subscription.SubscribeAsync(client, [NodeTopic.AllFrames], cancellation), true);
        if (Error is null)
            LogConnected(options.Host, options.Port);
        else
            LogNotGranted(options.Host, options.Port, Error);
        var marking = MarkAsync(client, ended.Token);
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
            IsConnected = false;
            await ended.CancelAsync();
            await marking;
            await client.TryDisconnectAsync();
            await EverythingTakenAsync();
        }
    }

    private async Task MarkAsync(IMqttClient client, CancellationToken cancellation)
    {
        var isAtMarker = false;
        try
        {
            while (_hungUpAtMarker < MarkersHungUpAt)
            {
                if (_backlog.Next() is { } marker)
                {
                    isAtMarker = true;
                    await client.PublishBinaryAsync(ExternalBrokerBacklog.Topic, marker, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancellation);
                    isAtMarker = false;
                }

                await Task.Delay(MarkerCheck, time, cancellation);
            }
        }
        catch (Exception)
        {
            // The connection ended, and the session tells why. Here counts only whether it was at a marker that the broker does not want.
            if (isAtMarker && !_backlog.HasReturned && ++_hungUpAtMarker == MarkersHungUpAt)
                LogMarkersRefused(ExternalBrokerBacklog.Topic);
        }
    }

    private async Task ReceiveAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs message, CancellationTokenSource ended)
    {
        message.AutoAcknowledge = false;
        if (ended.IsCancellationRequested)
            return;
        if (message.ApplicationMessage.Topic == ExternalBrokerBacklog.Topic)
        {
            _backlog.Return(message.ApplicationMessage.Payload.ToArray());
            await message.AcknowledgeAsync(ended.Token);
            return;
        }

        if (TooLong.Of(message.ApplicationMessage) is { } tooLong)
        {
            // Acknowledged, or the broker would send it before all others for ever.
            incidents.Note("(external)", IncidentKind.RuleBroken, $"a message of {tooLong.Bytes} bytes at {tooLong.Topic}; at most {MaximumPacketBytes} are taken");
            LogTooLong(options.Host, options.Port, tooLong.Bytes, tooLong.Topic, MaximumPacketBytes);
            await message.AcknowledgeAsync(ended.Token);
            return;
        }

        // Back-pressure: while so many wait for the disk, no more is read from the socket.
        var since = message.ApplicationMessage.Retain ? null : _backlog.Since;
        await _room.WaitAsync(ended.Token);
        _ = TakeAsync(client, message, since, ended);
    }

    private async Task TakeAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs message, long? since, CancellationTokenSource ended)
    {
        try
        {
            if (NodeTopic.NodeOf(message.ApplicationMessage.Topic) is not { } nodeId)
            {
                incidents.Note("(external)", IncidentKind.RuleBroken, "a frame topic that names no node");
                await message.AcknowledgeAsync(ended.Token);
                return;
            }

            var result = await ingest.AcceptAsync(message.ApplicationMessage.Payload.ToArray(), nodeId, _backlog.DelayBound(since), ended.Token);
            if (result.Outcome == IngestOutcome.Unavailable)
            {
                // A broker sends again only to a new connection.
                _backlog.ComesAgain(since);
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
            _backlog.ComesAgain(since);
            LogUnacknowledged(exception.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    // A commit under way cannot be called back; what it cannot store must be known before the broker sends it again.
    private async Task EverythingTakenAsync()
    {
        for (var taken = 0; taken < FramesAtATime; taken++)
            await _room.WaitAsync(CancellationToken.None);
        _room.Release(FramesAtATime);
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
            .WithTimeout(TimeSpan.FromSeconds(20));
        builder = _version.Ask(builder, MaximumPacketBytes, FramesAtATime);
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

    [LoggerMessage(LogLevel.Warning, "The broker {Host}:{Port} does not grant all that is needed: {Complaint}")]
    private partial void LogNotGranted(string host, int port, string complaint);

    [LoggerMessage(LogLevel.Warning, "The broker {Host}:{Port} is away: {Error}")]
    private partial void LogAway(string host, int port, string error);

    [LoggerMessage(LogLevel.Warning, "The broker hangs up when the gateway writes to {Topic}. Give its user that right: without it the age of what waited in the broker is unknown, and times are less certain.")]
    private partial void LogMarkersRefused(string topic);

    [LoggerMessage(LogLevel.Warning, "The broker {Host}:{Port} handed over a message of {Bytes} bytes at {Topic}. At most {Maximum} are taken: it was dropped. Give the broker a limit (Mosquitto: message_size_limit 4096), and look who writes there.")]
    private partial void LogTooLong(string host, int port, int bytes, string topic, int maximum);

    [LoggerMessage(LogLevel.Debug, "A frame was not acknowledged: {Error}")]
    private partial void LogUnacknowledged(string error);
}
