using System.Buffers.Binary;
using System.IO.Hashing;
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

    /// <summary>CRC-32 over its key, its number of samples and its bytes.</summary>
    /// <param name="blockId">Its key: a block that turns up under another is damaged too.</param>
    public long Checksum(long blockId)
    {
        Span<byte> head = stackalloc byte[sizeof(long) + sizeof(int)];
        BinaryPrimitives.WriteInt64LittleEndian(head, blockId);
        BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(long)..], Count);
        var crc = new Crc32();
        crc.Append(head);
        crc.Append(Data);
        return crc.GetCurrentHashAsUInt32();
    }

    /// <summary>Reads <c>block_id, sample_count, data</c>.</summary>
    public static Block Read(SqliteDataReader row) => new(BlockId.DeviceOf(row.GetInt64(0)), row.GetInt32(1), (byte[])row[2]);
}
