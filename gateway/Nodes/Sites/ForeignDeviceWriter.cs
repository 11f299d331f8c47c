using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>Writes sensors of other makers; used inside a transaction.</summary>
internal static class ForeignDeviceWriter
{
    /// <summary>Depths of the two TEROS 21 on one Solidos box, where the city's list names only the deeper one.</summary>
    private static readonly int[] PairOfTeros21 = [30, 60];

    /// <summary>What a row did.</summary>
    public enum Outcome
    {
        /// <summary>Everything was known.</summary>
        Unchanged,

        /// <summary>Known device with something new.</summary>
        Updated,

        /// <summary>New device.</summary>
        Added,
    }

    /// <summary>The site of a sensor: the tree that carries the city's sensor-site number, else a spot of its own.</summary>
    public static int SiteOf(SqliteConnection connection, SensorRow row)
    {
        if (connection.Scalar<object>("SELECT site_id FROM site WHERE sensor_site_gid = $gid", ("$gid", row.SensorSiteGid)) is long id)
        {
            return (int)id;
        }

        var spot = new SiteRecord(SiteWriter.ReferenceOfSpot(row.SensorSiteGid), row.Place, row.Latitude, row.Longitude)
        {
            Street = row.Place,
            SensorSiteGid = row.SensorSiteGid,
        };
        SiteWriter.Write(connection, [spot]);
        return SiteStays.Find(connection, spot.Reference);
    }

    /// <summary>Writes the sensor of a row that has an EUI.</summary>
    public static Outcome Write(SqliteConnection connection, SensorRow row, int siteId, DateTimeOffset now)
    {
        var installed = new DateTimeOffset(row.InstalledOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var depths = Depths(row);
        if (connection.Scalar<object>("SELECT device_id FROM device WHERE name = $eui", ("$eui", row.Eui)) is long known)
        {
            return Update(connection, (int)known, row, siteId, depths, installed) ? Outcome.Updated : Outcome.Unchanged;
        }

        var device = (int)(long)connection.Scalar<object>(
            "INSERT INTO device(kind, name, model, created_ms) VALUES($kind, $eui, $model, $now) RETURNING device_id",
            ("$kind", (int)DeviceKindOf.Foreign),
            ("$eui", row.Eui),
            ("$model", row.Model),
            ("$now", now.ToUnixTimeMilliseconds()))!;
        SiteStays.Begin(connection, device, siteId, installed);
        BeginProbes(connection, device, depths, installed);
        return Outcome.Added;
    }

    private static bool Update(
        SqliteConnection connection, int device, SensorRow row, int siteId, IReadOnlyList<int> depths, DateTimeOffset installed)
    {
        // A second list may name the model shorter ("TEROS21" beside "Meter Group TEROS21"): the longer name stays.
        var changed = connection.Run(
            "UPDATE device SET model = $model WHERE device_id = $device AND length(model) < length($model)",
            ("$model", row.Model),
            ("$device", device)) > 0;
        // What held on the day of installation is compared, and a list tells nothing of later days: lists come in any order, and an
        // older one must not take a device back to where it stood then.
        if (SiteStays.At(connection, device, installed) != siteId)
        {
            SiteStays.Begin(connection, device, siteId, installed);
            changed = true;
        }

        var probes = connection.Rows(
            """
            SELECT depth_cm, valid_from_ms, valid_to_ms FROM probe
            WHERE device_id = $device AND (valid_to_ms IS NULL OR valid_to_ms > max($at, valid_from_ms)) ORDER BY valid_from_ms, channel
            """,
            reader => (Depth: reader.GetInt32(0), From: reader.GetInt64(1), To: reader.LongOrNull(2)),
            ("$device", device),
            ("$at", installed.ToUnixTimeMilliseconds()));
        var there = probes.Where(probe => probe.From <= installed.ToUnixTimeMilliseconds()).ToList();
        if (!there.Select(probe => probe.Depth).SequenceEqual(depths))
        {
            connection.Run(
                "UPDATE probe SET valid_to_ms = $at WHERE device_id = $device AND valid_from_ms <= $at AND (valid_to_ms IS NULL OR valid_to_ms > $at)",
                ("$device", device),
                ("$at", installed.ToUnixTimeMilliseconds()));
            BeginProbes(connection, device, depths, installed, there.Count > 0 ? there[0].To : probes.Count > 0 ? probes[0].From : null);
            changed = true;
        }

        return changed;
    }

    private static void BeginProbes(
        SqliteConnection connection, int device, IReadOnlyList<int> depths, DateTimeOffset installed, long? untilUnixMilliseconds = null)
    {
        for (var channel = 0; channel < depths.Count; channel++)
        {
            ProbeRegistry.Begin(
                connection, device, 0, channel, ProbeDescription.ForeignKind, depths[channel], "", installed, untilUnixMilliseconds);
        }
    }

    private static IReadOnlyList<int> Depths(SensorRow row) =>
        row.Model.Contains("TEROS21", StringComparison.OrdinalIgnoreCase) && row.DepthsCentimeters is [60]
            ? PairOfTeros21
            : row.DepthsCentimeters;
}
