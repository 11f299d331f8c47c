using System.Threading.Channels;
using Jena.SensorNode.Gateway.Mqtt;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>What an outside broker sends the gateway, before the library sees it and with it.</summary>
internal static class ClientTargets
{
    private const int MostPacketBytes = 300;

    // Built for debugging, each read that may have to wait is an object, and these read byte by byte.
    private const long ReadsForDebugging = 2_000_000;
    private static readonly Random Cuts = new(1);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("packets of an outside broker", [BrokerStream.Make(new Random(1)), BrokerStream.Make(new Random(2))], Bound) { Make = BrokerStream.Make, MostAllocatedBytes = ReadsForDebugging },
        new("packets of an outside broker, in the library", [BrokerStream.Make(new Random(1)), BrokerStream.Make(new Random(2))], Receive) { Make = BrokerStream.Make, MostAllocatedBytes = ReadsForDebugging },
    ];

    // The stream comes in pieces of any size; what goes on must be as one says who has the whole of it.
    private static bool Bound(byte[] stream)
    {
        using var channel = Channel(stream, MqttProtocolVersion.V311);
        var given = new List<byte>();
        var buffer = new byte[64];
        var isAllowed = true;
        try
        {
            while (channel.ReadAsync(buffer, 0, Cuts.Next(1, buffer.Length + 1), CancellationToken.None).GetAwaiter().GetResult() is > 0 and var count)
                given.AddRange(buffer.AsSpan(0, count));
        }
        catch (MqttProtocolViolationException)
        {
            isAllowed = false;
        }

        var (expected, isExpectedAllowed) = Whole(stream);
        Word.Keep(isAllowed == isExpectedAllowed, "Judged otherwise than by one who has the whole stream.");
        Word.Keep(given.SequenceEqual(expected), "Something else goes on than one with the whole stream says.");
        return isAllowed;
    }

    private static bool Receive(byte[] stream)
    {
        var packets = 0;
        foreach (var version in (MqttProtocolVersion[])[MqttProtocolVersion.V311, MqttProtocolVersion.V500])
        {
            using var adapter = new MqttChannelAdapter(
                Channel(stream, version), new MqttPacketFormatterAdapter(version, new MqttBufferWriter(256, 1024)), MqttNetNullLogger.Instance)
            { AllowPacketFragmentation = false };
            try
            {
                while (adapter.ReceivePacketAsync(CancellationToken.None).GetAwaiter().GetResult() is not null)
                    packets++;
            }
            catch (Exception exception) when (exception is MqttProtocolViolationException or MqttCommunicationException)
            {
                // What the client closes a connection for.
            }
        }

        Word.Keep(packets <= stream.Length, "More packets than bytes.");
        return packets > 1;
    }

    private static BoundedChannel Channel(byte[] stream, MqttProtocolVersion version) =>
        new(new BrokerStream(stream, Cuts), version, MostPacketBytes, System.Threading.Channels.Channel.CreateUnbounded<byte>().Writer);

    private static (List<byte> Given, bool IsAllowed) Whole(byte[] stream)
    {
        var given = new List<byte>();
        for (var at = 0; at < stream.Length;)
        {
            var type = stream[at];
            var (length, digits) = (0L, 0);
            do
            {
                if (digits == 4)
                    return (given, false);
                if (at + 1 + digits >= stream.Length)
                    return (given, true);
                length |= (long)(stream[at + 1 + digits] & 0x7F) << (7 * digits);
            }
            while (stream[at + 1 + digits++] >= 0x80);

            var body = at + 1 + digits;
            if (length <= MostPacketBytes)
            {
                given.AddRange(stream.AsSpan(at, (int)Math.Min(body - at + length, stream.Length - at)));
            }
            else
            {
                if (type >> 4 != 3)
                    return (given, false);
                if (body + 2 > stream.Length)
                    return (given, true);
                var topic = (stream[body] << 8) | stream[body + 1];
                var id = (type & 0x06) == 0 ? 0 : 2;
                if (2 + topic + id > length)
                    return (given, false);
                if (body + length > stream.Length)
                    return (given, true);
                given.AddRange(TooLong.Packet(
                    type, (int)length, stream.AsSpan(body + 2, Math.Min(topic, TooLong.KeptTopicBytes)), stream.AsSpan(body + 2 + topic, id), MqttProtocolVersion.V311));
            }

            at = (int)Math.Min(body + length, stream.Length);
        }

        return (given, true);
    }
}
