using Jena.SensorNode.Gateway.Readings.Packing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>Packed samples of one device and day on their way into the database or out of it.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Count">Samples.</param>
/// <param name="Data">Packed by time.</param>
internal readonly record struct Block(int DeviceId, int Count, byte[] Data)
{
    /// <summary>Packs samples of one device.</summary>
    public static Block Of(int deviceId, IReadOnlyList<Sample> samples) => new(deviceId, samples.Count, SamplePacker.Pack(samples));

    /// <summary>The samples.</summary>
    public List<Sample> Samples() => SampleUnpacker.Unpack(DeviceId, Data);

    /// <summary>Reads <c>block_id, sample_count, data</c>.</summary>
    public static Block Read(SqliteDataReader row) => new(BlockId.DeviceOf(row.GetInt64(0)), row.GetInt32(1), (byte[])row[2]);
}
