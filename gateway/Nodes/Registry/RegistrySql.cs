using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Registry;

/// <summary>Columns that may be NULL.</summary>
internal static class RegistrySql
{
    /// <summary>Text of a column, null where it is NULL.</summary>
    public static string? TextOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>Integer of a column, null where it is NULL.</summary>
    public static long? LongOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>Bytes of a column, null where it is NULL.</summary>
    public static byte[]? BytesOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
