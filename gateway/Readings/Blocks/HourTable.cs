using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>Summaries of the hours of thinned days on disk: a row a device and day.</summary>
internal static class HourTable
{
    /// <summary>Summaries of thinned hours of a device that begin in [from, to), by time.</summary>
    public static List<HourSummary> Read(SqliteConnection connection, DamageBook damage, int deviceId, long from, long to) =>
        [.. BlockTable.Parts(connection, BlockId.DayOf(from), BlockId.DayOf(to - 1)).Select(BlockId.DayOfPart).Distinct()
            .Select(day => OfDay(connection, damage, day, deviceId))
            .SelectMany(hours => hours).Where(hour => hour.StartUnixMilliseconds >= from && hour.StartUnixMilliseconds < to)];

    /// <summary>The bytes of a day's summaries with samples added; those that are in already fall out.</summary>
    public static byte[] With(SqliteConnection connection, DamageBook damage, long day, int deviceId, List<Sample> samples, long throughSequence) =>
        HourSummaries.Pack(HourSummaries.Add(OfDay(connection, damage, day, deviceId), samples, throughSequence));

    /// <summary>Writes the summaries of a day, by device.</summary>
    public static void Write(SqliteConnection connection, long day, IEnumerable<(int DeviceId, byte[] Data)> hours)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR REPLACE INTO hour_summary VALUES($id, $data, $crc)";
        var (id, data) = (command.Parameters.Add("$id", SqliteType.Integer), command.Parameters.Add("$data", SqliteType.Blob));
        var crc = command.Parameters.Add("$crc", SqliteType.Integer);
        foreach (var (device, packed) in hours)
        {
            var key = BlockId.HoursOf(day, device);
            (id.Value, data.Value, crc.Value) = (key, packed, Checksum.Of(key, 0, 0, packed));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Tries all summaries; what cannot be read is noted.</summary>
    public static void Prove(SqliteConnection connection, DamageBook damage, CancellationToken cancellation)
    {
        foreach (var key in connection.Rows("SELECT summary_id FROM hour_summary ORDER BY summary_id", row => row.GetInt64(0)))
        {
            cancellation.ThrowIfCancellationRequested();
            OfDay(connection, damage, key >> 27, BlockId.DeviceOf(key));
        }
    }

    /// <summary>Packs every summary without compression, for the schema step before.</summary>
    public static void MakePlain(SqliteConnection connection)
    {
        var days = connection.Rows("SELECT DISTINCT summary_id >> 27 FROM hour_summary", row => row.GetInt64(0));
        foreach (var day in days)
        {
            Replace(connection, connection.Rows(
                "SELECT summary_id, data FROM hour_summary WHERE summary_id BETWEEN $first AND $last",
                row => (row.GetInt64(0), HourSummaries.PackPlain(HourSummaries.Unpack((byte[])row[1]))),
                ("$first", BlockId.HoursOf(day, 0)), ("$last", BlockId.HoursOf(day, BlockId.MaximumDevice))));
        }
    }

    // The schema step that this is for knows no checksums.
    private static void Replace(SqliteConnection connection, List<(long Key, byte[] Data)> hours)
    {
        foreach (var (key, data) in hours)
            connection.Run("UPDATE hour_summary SET data = $data WHERE summary_id = $id", ("$data", data), ("$id", key));
    }

    /// <summary>Drops a day.</summary>
    public static void Drop(SqliteConnection connection, long day) =>
        connection.Run("DELETE FROM hour_summary WHERE summary_id BETWEEN $first AND $last", ("$first", BlockId.HoursOf(day, 0)), ("$last", BlockId.HoursOf(day, BlockId.MaximumDevice)));

    private static List<HourSummary> OfDay(SqliteConnection connection, DamageBook damage, long day, int deviceId)
    {
        try
        {
            var key = BlockId.HoursOf(day, deviceId);
            var hours = connection.Rows("SELECT data, crc FROM hour_summary WHERE summary_id = $id", row =>
            {
                var data = (byte[])row[0];
                Checksum.Prove(row[1], Checksum.Of(key, 0, 0, data));
                return HourSummaries.Unpack(data);
            }, ("$id", key));
            damage.HoursAreWell(day, deviceId);
            return hours.Count > 0 ? hours[0] : [];
        }
        catch (Exception exception) when (DamageBook.IsDamage(exception))
        {
            damage.NoteHours(day, deviceId, exception);
            return [];
        }
    }
}
