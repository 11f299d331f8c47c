using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Mqtt;
using MQTTnet;

namespace Jena.SensorNode.Gateway.Lorawan.Servers;

/// <summary>
/// Subscribes to the broker of a network server. The session is kept by the broker and each message is acknowledged after
/// its commit, so that nothing is lost while the gateway is down, as far as the broker keeps it.
/// </summary>
internal sealed partial class UplinkSubscriber(UplinkServerOptions options, UplinkIngest ingest, TimeProvider time, ILogger log)
{
    // A message with its topic, which is short.
    private const int MaximumPacketBytes = UplinkMessage.MaximumBytes + 4096;
    private const int MessagesAtATime = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly SpokenVersion _version = new();

    /// <summary>Name of the server.</summary>
    public string Name => options.Name;

    /// <summary>True while subscribed.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>What went wrong last, or what the broker does not grant; null while all is well.</summary>
    public string? LastError { get; private set; }

    /// <summary>Stays connected until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await StayAsync(cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // Whatever the broker did: said on the page, tried again.
                LastError = (exception.InnerException ?? exception).Message;
                LogLost(options.Name, LastError);
            }

            IsConnected = false;
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StayAsync(CancellationToken cancellation)
    {
        using var client = new BoundedClient(MaximumPacketBytes, MessagesAtATime).Create();
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += args =>
        {
            lost.TrySetResult(args.ReasonString ?? args.Exception?.Message ?? "Verbindung verloren");
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += async args =>
        {
            args.AutoAcknowledge = false;
            try
            {
                if (TooLong.Of(args.ApplicationMessage) is { } tooLong)
                {
                    // Acknowledged, or the broker would send it before all others for ever.
                    ingest.Counters.Count(new UplinkResult(UplinkOutcome.Refused, $"Nachricht hat {tooLong.Bytes} Bytes, höchstens {UplinkMessage.MaximumBytes} werden angenommen"));
                    LogTooLong(options.Name, tooLong.Bytes, tooLong.Topic, MaximumPacketBytes);
                    await args.AcknowledgeAsync(cancellation);
                    return;
                }

                var result = await ingest.AcceptAsync(args.ApplicationMessage.Payload.ToArray(), cancellation);
                if (result.MayAcknowledge)
                    await args.AcknowledgeAsync(cancellation);
                else
                    lost.TrySetResult("Speicher nimmt nichts an; der Broker behält die Nachrichten");
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // Not acknowledged and not said, it would wait in the broker's window until that is full and nothing comes any more.
                lost.TrySetResult(exception.Message);
            }
        };
        var answer = await _version.ConnectAsync(client, Options(), cancellation);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new InvalidOperationException($"{options.Host}:{options.Port}: {answer.ResultCode}");
        (LastError, IsConnected) = (await Subscription.SubscribeAsync(client, options.TopicsInForce, cancellation), true);
        if (LastError is not null)
            LogNotGranted(options.Name, LastError);
        LastError = await lost.Task.WaitAsync(cancellation);
        await client.TryDisconnectAsync();
    }

    private MqttClientOptions Options()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithClientId("jena-gateway-lorawan-" + options.Name)
            .WithTimeout(TimeSpan.FromSeconds(20));
        builder = _version.Ask(builder, MaximumPacketBytes, MessagesAtATime);
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

    [LoggerMessage(LogLevel.Warning, "Network server {Name} handed over a message of {Bytes} bytes at {Topic}. At most {Maximum} are taken: it was dropped. Give its broker a limit, and look who writes there.")]
    private partial void LogTooLong(string name, int bytes, string topic, int maximum);

    [LoggerMessage(LogLevel.Warning, "Network server {Name} does not grant all that is needed: {Complaint}")]
    private partial void LogNotGranted(string name, string complaint);

    [LoggerMessage(LogLevel.Warning, "Network server {Name}: {Error}")]
    private partial void LogLost(string name, string? error);
}
