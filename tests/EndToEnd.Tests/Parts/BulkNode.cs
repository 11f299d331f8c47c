using System.Collections.Concurrent;
using System.Diagnostics;
using Jena.SensorNode.Frames;
using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>
/// A registered node that sends as fast as it is acknowledged: real frames over real MQTT, one at a time, and keeps
/// which sample counters were acknowledged. What was not acknowledged it sends again after it has reconnected, as a node does.
/// </summary>
internal sealed class BulkNode(uint nodeId, byte[] key, int layoutId, int brokerPort, (string User, string Password)? login = null)
{
    private const int ChannelCount = 6;
    private const int SecondsBetweenSamples = 10;
    private readonly ConcurrentDictionary<uint, bool> _acknowledged = new();
    private readonly Stopwatch _sinceFirstSending = new();
    private uint _lastCounter;

    public uint NodeId => nodeId;

    public string Name => Topics.NodeName(nodeId);

    public ICollection<uint> Acknowledged => _acknowledged.Keys;

    /// <summary>Sends samples with the given counters, <paramref name="perFrame"/> a frame, until all are acknowledged.</summary>
    public async Task SendAsync(uint first, int count, int perFrame, CancellationToken cancellation)
    {
        var next = first;
        _lastCounter = first + (uint)count - 1;
        _sinceFirstSending.Start();
        while (next < first + count)
        {
            try
            {
                using var client = new MqttClientFactory().CreateMqttClient();
                await client.ConnectAsync(Options(), cancellation);
                while (next < first + count)
                {
                    var take = (int)Math.Min(perFrame, first + count - next);
                    var result = await client.PublishBinaryAsync(Topics.Up(nodeId), Frame(next, take), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancellation);
                    if (!result.IsSuccess)
                        throw new IOException("refused: " + result.ReasonCode);
                    for (var i = 0; i < take; i++)
                        _acknowledged[next + (uint)i] = true;
                    next += (uint)take;
                }

                await client.TryDisconnectAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // The gateway is away: what is not acknowledged stays in the journal and goes again.
                await Task.Delay(100, cancellation);
            }
        }
    }

    /// <summary>The value that channel <paramref name="channel"/> of a sample carries, so that a receiver can check it.</summary>
    public static int RawValue(uint counter, int channel) =>
        channel % 2 == 0 ? 2000 + (int)((counter * 7 + (uint)channel * 13) % 1200) : (int)((counter + (uint)channel) % 320);

    private MqttClientOptions Options() => new MqttClientOptionsBuilder()
        .WithTcpServer("127.0.0.1", brokerPort)
        .WithClientId(Name)
        .WithCredentials(login?.User ?? Name, login?.Password ?? NodeSecrets.MqttPassword(key))
        .WithCleanStart(true)
        .WithTimeout(TimeSpan.FromSeconds(20))
        .Build();

    private byte[] Frame(uint first, int count)
    {
        var content = new FrameContent
        {
            NodeId = nodeId,
            LayoutId = layoutId,
            Boot = 1,
            FirstSample = first,
            // All samples are a journal's backlog: the newest was taken just before the sending began.
            AgeSeconds = ((_lastCounter - (first + (uint)count - 1)) * SecondsBetweenSamples) + (uint)_sinceFirstSending.Elapsed.TotalSeconds,
            BatteryMillivolts = 3600,
            ChannelCount = ChannelCount,
            SampleCount = count,
            Seconds = new uint[count],
            Values = new int[count * ChannelCount],
            Faults = new byte[count * ChannelCount],
        };
        for (var i = 0; i < count; i++)
        {
            content.Seconds[i] = (first + (uint)i) * SecondsBetweenSamples;
            for (var channel = 0; channel < ChannelCount; channel++)
                content.Values[(i * ChannelCount) + channel] = RawValue(first + (uint)i, channel);
        }

        var buffer = new byte[FrameEncoder.MaximumFrameBytes];
        var length = FrameEncoder.Encode(content, key, buffer);
        Assert.True(length > 0, "the test's frame does not fit");
        return buffer[..length];
    }
}
