using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>A database file as it lies on the disk, read past the store: what is twice shows as twice.</summary>
internal static class StoredFile
{
    public static List<Sample> Samples(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Assert.Equal("ok", connection.Scalar<string>("PRAGMA integrity_check"));
        return
        [
            .. connection.Rows("SELECT block_id, sample_count, data FROM block JOIN block_part ON part_id = block_id >> 27", Block.Read).SelectMany(block => block.Samples()),
            .. connection.Rows($"SELECT {LogRow.Columns} FROM sample_log WHERE sequence > (SELECT settled_sequence FROM reading_state) ORDER BY sequence", LogRow.Read).SelectMany(row => row.Samples),
        ];
    }
}
