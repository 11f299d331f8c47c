using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings.Packing;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>All streams with the counters received: what makes a repeated sample fall out. In memory, saved when the log settles.</summary>
internal sealed class StreamTable
{
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
    public void Load(SqliteConnection connection)
    {
        foreach (var (key, ranges) in connection.Rows(
            "SELECT device_id, boot, incarnation, ranges FROM stream",
            row => (new StreamKey(row.GetInt32(0), (uint)row.GetInt64(1), row.GetInt32(2)), (byte[])row[3])))
        {
            var stream = Get(key);
            var reader = new VarintReader(ranges);
            uint previous = 0;
            while (!reader.AtEnd)
            {
                var first = previous + (uint)reader.Unsigned();
                var last = first + (uint)reader.Unsigned();
                stream.AddRange(first, last);
                previous = last;
            }
        }
    }

    /// <summary>Saves the streams that changed and marks them clean; on the writer's thread, so that no change slips between.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="saved">Gets each stream before it is marked clean, to be marked changed again if this or the commit fails.</param>
    public void SaveChanged(SqliteConnection connection, ICollection<SampleStream> saved)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO stream VALUES($device, $boot, $incarnation, $ranges) ON CONFLICT DO UPDATE SET ranges = excluded.ranges";
        var device = command.Parameters.Add("$device", SqliteType.Integer);
        var bootOf = command.Parameters.Add("$boot", SqliteType.Integer);
        var incarnationOf = command.Parameters.Add("$incarnation", SqliteType.Integer);
        var ranges = command.Parameters.Add("$ranges", SqliteType.Blob);
        foreach (var (deviceId, streams) in _devices)
        {
            foreach (var ((boot, incarnation), stream) in streams.Where(pair => pair.Value.IsDirty))
            {
                (device.Value, bootOf.Value, incarnationOf.Value, ranges.Value) = (deviceId, (long)boot, incarnation, Bytes(stream.Ranges()));
                command.ExecuteNonQuery();
                saved.Add(stream);
                stream.IsDirty = false;
            }
        }
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
