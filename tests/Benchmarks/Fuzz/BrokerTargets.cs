using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>What the gateway reads of a connection before it knows, or needs to know, a frame: who it is, lengths, topics, markers.</summary>
internal static class BrokerTargets
{
    private const int MostPacketBytes = 300;

    // The book of incidents has room for some thousand strangers, and its table grows in steps.
    private const long BookOfStrangers = 2_000_000;
    private static readonly Random Cuts = new(1);
    private static readonly IncidentBook Incidents = new(new GatewayClock(TimeProvider.System, new NobodyToAsk(), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1));
    private static readonly NodeCredentials Credentials = new(new OneNodeDirectory(), Incidents);
    private static readonly string Name = Topics.NodeName(NodeUnderTest.Id);
    private static readonly string Password = NodeSecrets.MqttPassword(NodeUnderTest.Key);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("lengths of MQTT packets", [[0xC0, 0, 0x82, 5, 0, 1, 0, 0, 1, 0x30, 0x80, 0x02, .. new byte[256], 0xC0, 0]], GuardPackets) { Make = Packets },
        new("MQTT packets of strangers and nodes", [PacketStream.Make(new Random(1)), PacketStream.Make(new Random(2))], PacketStream.Read) { Make = PacketStream.Make },
        new("topics", [Utf8(Topics.Up(NodeUnderTest.Id)), Utf8(Topics.Up(0xFEDCBA98)), Utf8(ExternalBrokerBacklog.Topic)], ReadTopic),
        new("credentials", [Utf8($"{Name}\n{Name}\n{Password}")], Connect) { Make = Login, MostAllocatedBytes = BookOfStrangers },
        new("markers in an outside broker", [new byte[24]], ReturnMarker),
    ];

    // The stream comes in pieces of any size; the guard must judge as one does who has the whole of it.
    private static bool GuardPackets(byte[] stream)
    {
        var guard = new PacketSizeGuard(MostPacketBytes);
        var isAllowed = true;
        for (var position = 0; isAllowed && position < stream.Length;)
        {
            var size = Cuts.Next(1, Math.Min(40, stream.Length - position) + 1);
            isAllowed = guard.Take(stream.AsSpan(position, size));
            position += size;
        }

        Word.Keep(isAllowed == AreAllowed(stream, out var packets), "Judged otherwise than by one who has the whole stream.");
        Word.Keep(!isAllowed || guard.Packets == packets, "Packets are counted wrongly.");
        return isAllowed;
    }

    private static bool AreAllowed(byte[] stream, out uint packets)
    {
        packets = 0;
        for (var position = 0; position < stream.Length;)
        {
            packets++;
            position++;
            long length = 0;
            for (var digit = 0; ; digit++)
            {
                if (position == stream.Length)
                    return true;
                var next = stream[position++];
                length += (long)(next & 0x7F) << (7 * digit);
                if (length > MostPacketBytes || digit == 4)
                    return false;
                if (next < 0x80)
                    break;
            }

            position += (int)length;
        }

        return true;
    }

    private static byte[] Packets(Random random) => [.. Enumerable.Range(0, random.Next(1, 20)).SelectMany(_ =>
    {
        var length = random.Next(4) == 0 ? random.Next(280, 310) : random.Next(0, 140);
        byte[] header = length < 128 && random.Next(8) > 0 ? [(byte)length] : random.Next(16) > 0
            ? [(byte)(length | 0x80), (byte)(length >> 7)]
            : [(byte)(length | 0x80), (byte)((length >> 7) | 0x80), 0x80, 0];
        return (byte[])[(byte)random.Next(256), .. header, .. new byte[length]];
    })];

    private static bool ReadTopic(byte[] data)
    {
        var topic = Encoding.UTF8.GetString(data);
        if (NodeTopic.NodeOf(topic) is not { } nodeId)
            return false;
        Word.Keep(Topics.Up(nodeId) == topic, "Another topic passed for a node's.");
        return true;
    }

    // Client id, user name and password, each in a line; a missing line is a missing field.
    private static bool Connect(byte[] data)
    {
        var parts = Encoding.UTF8.GetString(data).Split('\n', 3);
        var (client, user, password) = (parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
        var found = Credentials.Check(client, user, password is null ? null : Utf8(password));
        Word.Keep(found is null or NodeUnderTest.Id, "Another node was let in.");
        Word.Keep(found is not null == ((client, user, password) == (Name, Name, Password)), found is null ? "The node was refused." : "A stranger was let in.");
        Word.Keep(Incidents.Version % 10_000 != 1 || Incidents.All.Count <= 4200, "The book of incidents grows with every stranger.");
        return found is not null;
    }

    private static byte[] Login(Random random)
    {
        var user = random.Next(8) switch
        {
            0 => Topics.NodeName((uint)random.Next()),
            1 => Topics.NodeName(OneNodeDirectory.RetiredId),
            2 => Name.ToUpperInvariant(),
            _ => Name,
        };
        return Utf8($"{(random.Next(8) == 0 ? Name : user)}\n{user}\n{(random.Next(8) == 0 ? Password.ToUpperInvariant() : Password)}");
    }

    // The last bytes are what was changed of a marker that is out; where they change nothing it must end the backlog, else it must not.
    private static bool ReturnMarker(byte[] changes)
    {
        var backlog = new ExternalBrokerBacklog(TimeProvider.System, 120);
        backlog.Begin();
        var marker = backlog.Next()!;
        byte[] returned = [.. changes.Select((change, index) => (byte)(change ^ (index < marker.Length ? marker[index] : 0)))];
        backlog.Return(returned);
        var isOurs = returned.AsSpan().SequenceEqual(marker);
        Word.Keep(backlog.HasReturned == isOurs && backlog.Since is not null == isOurs && backlog.DelayBound(backlog.Since) is not null == isOurs, "A marker that is not ours ended the backlog, or ours did not.");
        return isOurs;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class NobodyToAsk : IClockSynchronisation
    {
        public Synchronisation Ask() => Synchronisation.Unknown;
    }

    /// <summary>One node, and one that is retired.</summary>
    private sealed class OneNodeDirectory : INodeDirectory
    {
        public const uint RetiredId = 43;

        public event Action? Changed
        {
            add { }
            remove { }
        }

        public NodeKeys? Find(uint nodeId) => nodeId is NodeUnderTest.Id or RetiredId ? new NodeKeys(1, nodeId, NodeUnderTest.Key, null, IsRetired: nodeId == RetiredId) : null;

        public DeviceDescription? Describe(int deviceId) => null;

        public DeviceDescription? DescribeAt(int deviceId, DateTimeOffset instant, int? layoutId = null) => null;

        public DeviceDescription? FindForeign(string eui) => null;

        public IReadOnlyList<DeviceDescription> All() => [];
    }
}
