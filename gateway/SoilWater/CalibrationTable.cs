using System.Text.Json;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Calibrations in the database. Rows are added and never changed; taking one back is a row of its own.</summary>
internal static class CalibrationTable
{
    /// <summary>All calibrations ever entered, by probe and version; of one that was damaged or changed by hand, what is wrong with it.</summary>
    public static IReadOnlyList<StoredCalibration> ReadAll(SqliteConnection connection) => connection.Rows(
        """
        SELECT c.probe_id, c.version, c.valid_from_ms, c.points, c.raw_per_degree, c.reference_celsius, c.note, c.created_ms, b.created_ms, b.note
        FROM calibration c LEFT JOIN calibration_taken_back b ON b.probe_id = c.probe_id AND b.version = c.version
        ORDER BY c.probe_id, c.version
        """,
        Read);

    /// <summary>Adds a calibration as the next version of its probe, inside the transaction of the caller.</summary>
    public static Calibration Add(SqliteConnection connection, Calibration calibration)
    {
        var version = connection.Scalar<long>(
            "SELECT coalesce(max(version), 0) + 1 FROM calibration WHERE probe_id = $probe", ("$probe", calibration.ProbeId));
        var added = calibration with { Version = (int)version };
        connection.Run(
            "INSERT INTO calibration VALUES($probe, $version, $from, $points, $coefficient, $reference, $note, $created)",
            ("$probe", added.ProbeId),
            ("$version", added.Version),
            ("$from", added.ValidFrom.ToUnixTimeMilliseconds()),
            ("$points", JsonSerializer.Serialize(added.Points.OrderBy(point => point.Raw).Select(point => new[] { point.Raw, point.Value }))),
            ("$coefficient", added.Compensation?.RawPerDegree),
            ("$reference", added.Compensation?.ReferenceCelsius),
            ("$note", added.Note),
            ("$created", added.CreatedAt.ToUnixTimeMilliseconds()));
        Tell(connection);
        return added;
    }

    /// <summary>Takes a calibration back, inside the transaction of the caller.</summary>
    public static void TakeBack(SqliteConnection connection, int probeId, int version, string note, DateTimeOffset now)
    {
        connection.Run(
            "INSERT INTO calibration_taken_back VALUES($probe, $version, $note, $created)",
            ("$probe", probeId), ("$version", version), ("$note", note), ("$created", now.ToUnixTimeMilliseconds()));
        Tell(connection);
    }

    // A calibration is a fact about a registered probe: a running service hears of it as of every change to the registry.
    private static void Tell(SqliteConnection connection) => connection.Run("UPDATE registry_state SET revision = revision + 1");

    private static StoredCalibration Read(SqliteDataReader row)
    {
        var (probe, version) = (row.GetInt32(0), row.GetInt32(1));
        try
        {
            var calibration = new Calibration
            {
                ProbeId = probe,
                Version = version,
                ValidFrom = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                Points = ReadPoints(row.GetString(3)),
                Compensation = row.IsDBNull(4) ? null : new(row.GetDouble(4), row.GetDouble(5)),
                Note = row.GetString(6),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
                TakenBackAt = row.IsDBNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
                TakenBackNote = row.IsDBNull(9) ? "" : row.GetString(9),
            };
            return new(probe, calibration, CalibrationRules.Problem(calibration) is { } problem ? Damage(probe, version, problem) : null);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException or InvalidCastException or FormatException)
        {
            return new(probe, null, Damage(probe, version, problem.Message));
        }
    }

    // A pair without its two numbers becomes what the rules refuse, and is named with its probe there.
    private static List<CalibrationPoint> ReadPoints(string json) =>
        [.. (JsonSerializer.Deserialize<double[]?[]>(json) ?? [null]).Select(pair => pair is [var raw, var value] ? new CalibrationPoint(raw, value) : new(double.NaN, double.NaN))];

    private static string Damage(int probe, int version, string problem) =>
        $"Kalibrierung {version} der Sonde {probe} in der Datenbank ist beschädigt / is damaged: {problem}";
}

/// <summary>A row of the table.</summary>
/// <param name="ProbeId">The probe.</param>
/// <param name="Calibration">What was read; null where nothing could be made of it.</param>
/// <param name="Damage">What is wrong with it; null where it is good.</param>
internal sealed record StoredCalibration(int ProbeId, Calibration? Calibration, string? Damage);
