using System.Text.Json;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Calibrations in the database.</summary>
internal static class CalibrationTable
{
    /// <summary>All calibrations ever entered, by probe and version.</summary>
    /// <exception cref="InvalidDataException">One was damaged or changed by hand; the message says which.</exception>
    /// <exception cref="JsonException">As before, where not even the form of the points is left.</exception>
    public static IReadOnlyList<Calibration> ReadAll(SqliteConnection connection) => connection.Rows(
        "SELECT probe_id, version, valid_from_ms, points, raw_per_degree, reference_celsius, note, created_ms FROM calibration ORDER BY probe_id, version",
        row => Checked(new Calibration
        {
            ProbeId = row.GetInt32(0),
            Version = row.GetInt32(1),
            ValidFrom = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            Points = ReadPoints(row.GetString(3)),
            Compensation = row.IsDBNull(4) ? null : new(row.GetDouble(4), row.GetDouble(5)),
            Note = row.GetString(6),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
        }));

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

        // A calibration is a fact about a registered probe: a running service hears of it as of every change to the registry.
        connection.Run("UPDATE registry_state SET revision = revision + 1");
        return added;
    }

    // A pair without its two numbers becomes what the rules refuse, and is named with its probe there.
    private static List<CalibrationPoint> ReadPoints(string json) =>
        [.. (JsonSerializer.Deserialize<double[]?[]>(json) ?? [null]).Select(pair => pair is [var raw, var value] ? new CalibrationPoint(raw, value) : new(double.NaN, double.NaN))];

    private static Calibration Checked(Calibration read) => CalibrationRules.Problem(read) is not { } problem
        ? read
        : throw new InvalidDataException($"Kalibrierung {read.Version} der Sonde {read.ProbeId} in der Datenbank ist beschädigt / is damaged: {problem}");
}
