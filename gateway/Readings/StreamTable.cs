using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Packing;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>All streams with the counters received: what makes a repeated sample fall out. In memory, saved when the log settles.</summary>
internal sealed class StreamTable
{
    private const string Columns = "device_id, boot, incarnation, ranges, crc";

    private readonly ConcurrentDictionary<int, ConcurrentDictionary<(uint Boot, int Incarnation), SampleStream>> _devices = new();

    /// <summary>The stream, made if new.</summary>
    public SampleStream Get(StreamKey key) =>
        _devices.GetOrAdd(key.DeviceId, static _ => new()).GetOrAdd((key.Boot, key.Incarnation), static _ => new());

    /// <summary>How many of a run of counters are known.</summary>
    public int CountKnown(StreamKey key, uint firstCounter, int count) =>
        _devices.TryGetValue(key.DeviceId, out var streams) && streams.TryGetValue((key.Boot, key.Incarnation), out var stream)
            ? stream.CountKnown(firstCounter, count)
            : 0;

    /// <summary>The streams of a device that hold anything.</summary>
    public IReadOnlyList<StreamSummary> Of(int deviceId) =>
        !_devices.TryGetValue(deviceId, out var streams)
            ? []
            : [.. streams.Select(pair => new StreamSummary(new StreamKey(deviceId, pair.Key.Boot, pair.Key.Incarnation), pair.Value.Ranges()))
                .Where(summary => summary.Ranges.Count > 0)
                .OrderBy(summary => summary.Key.Incarnation).ThenBy(summary => summary.Key.Boot)];

    /// <summary>Reads what was saved.</summary>
    /// <returns>Streams whose counters cannot be read, to be gathered from the samples; null for one of which not even the name can be believed.</returns>
    public IReadOnlyList<StreamKey?> Load(SqliteConnection connection)
    {
        var damaged = new List<StreamKey?>();
        foreach (var (key, bytes) in connection.Rows($"SELECT {Columns} FROM stream", Named))
        {
            if (key is not { } known || Ranges(bytes) is not { } ranges)
            {
                damaged.Add(key);
                continue;
            }

            var stream = Get(known);
            foreach (var (first, last) in ranges)
                stream.AddRange(first, last);
        }

        return damaged;
    }

    /// <summary>How many saved streams cannot be read.</summary>
    public static int CountDamaged(SqliteConnection connection) =>
        connection.Rows($"SELECT {Columns} FROM stream", row => Ranges(Named(row).Bytes) is null).Count(isDamaged => isDamaged);

    /// <summary>How many streams that hold anything have changed since they were saved.</summary>
    public int CountChanged() => _devices.Values.Sum(streams => streams.Values.Count(stream => stream is { IsDirty: true, IsEmpty: false }));

    /// <summary>Saves the streams that changed and marks them clean; on the writer's thread, so that no change slips between.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="saved">Gets each stream before it is marked clean, to be marked changed again if this or the commit fails.</param>
    /// <param name="atMost">How many.</param>
    public void SaveChanged(SqliteConnection connection, ICollection<SampleStream> saved, int atMost = int.MaxValue)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO stream VALUES($device, $boot, $incarnation, $ranges, $crc) ON CONFLICT DO UPDATE SET ranges = excluded.ranges, crc = excluded.crc";
        var device = command.Parameters.Add("$device", SqliteType.Integer);
        var bootOf = command.Parameters.Add("$boot", SqliteType.Integer);
        var incarnationOf = command.Parameters.Add("$incarnation", SqliteType.Integer);
        var ranges = command.Parameters.Add("$ranges", SqliteType.Blob);
        var crc = command.Parameters.Add("$crc", SqliteType.Integer);
        foreach (var (deviceId, streams) in _devices)
        {
            foreach (var ((boot, incarnation), stream) in streams.Where(pair => pair.Value.IsDirty))
            {
                if (saved.Count >= atMost)
                    return;
                // Nothing came of it: the write of its first samples was taken back.
                if (stream.Ranges() is not { Length: > 0 } received)
                    continue;
                var bytes = Bytes(received);
                (device.Value, bootOf.Value, incarnationOf.Value, ranges.Value) = (deviceId, (long)boot, incarnation, bytes);
                crc.Value = Checksum.Of(deviceId, boot, incarnation, bytes);
                command.ExecuteNonQuery();
                saved.Add(stream);
                stream.IsDirty = false;
            }
        }
    }

    private static StreamKey? Key(SqliteDataReader row) =>
        row[0] is long and >= 0 and <= int.MaxValue and var device && row[1] is long and >= 0 and <= uint.MaxValue and var boot && row[2] is long and >= 0 and <= int.MaxValue and var incarnation
            ? new StreamKey((int)device, (uint)boot, (int)incarnation)
            : null;

    // A turned bit would make counters known that never came, and their samples would fall out.
    private static (StreamKey? Key, byte[]? Bytes) Named(SqliteDataReader row) =>
        Key(row) is not { } key ? (null, null)
        : row[3] is byte[] bytes && (row[4] is DBNull || (row[4] is long crc && crc == Checksum.Of(key.DeviceId, key.Boot, key.Incarnation, bytes))) ? (key, bytes)
        : (key, null);

    private static List<(uint First, uint Last)>? Ranges(byte[]? bytes)
    {
        var ranges = new List<(uint, uint)>();
        var reader = new VarintReader(bytes);
        ulong next = 0;
        try
        {
            while (!reader.AtEnd)
            {
                var first = checked(next + reader.Unsigned());
                var last = checked(first + reader.Unsigned());
                // Ranges rise, with a gap between them.
                if (last > uint.MaxValue || (ranges.Count > 0 && first < next + 2))
                    return null;
                ranges.Add(((uint)first, (uint)last));
                next = last;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException)
        {
            return null;
        }

        // A stream is saved because something came of it.
        return ranges.Count > 0 ? ranges : null;
    }

    private static byte[] Bytes((uint First, uint Last)[] ranges)
    {
        var buffer = new byte[ranges.Length * 10];
        var writer = new VarintWriter(buffer);
        uint previous = 0;
        foreach (var (first, last) in ranges)
        {
            writer.Unsigned(first - previous);
            writer.Unsigned(last - first);
            previous = last;
        }

        return buffer[..writer.Length];
    }
}
