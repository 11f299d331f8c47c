using Parquet;
using Parquet.Serialization;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>Readings as Parquet, one row group for each hundred thousand: a year of a city does not fit into memory.</summary>
internal static class ParquetExport
{
    private const int RowsOfGroup = 100_000;

    /// <summary>Writes rows to a seekable stream; returns their number.</summary>
    public static async Task<long> WriteAsync(Stream stream, IEnumerable<ExportRow> rows, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var group in rows.Chunk(RowsOfGroup).DefaultIfEmpty([]))
        {
            await ParquetSerializer.SerializeAsync(
                group, stream, new ParquetOptions { Append = count > 0 }, cancellationToken: cancellation);
            count += group.Length;
            stream.Position = 0;
        }

        return count;
    }
}
