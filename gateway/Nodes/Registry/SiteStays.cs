using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Registry;

/// <summary>Which device stands at which site, through time; used inside a transaction.</summary>
internal static class SiteStays
{
    /// <summary>Number of the site with this reference.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public static int Find(SqliteConnection connection, string reference) =>
        connection.Scalar<object>("SELECT site_id FROM site WHERE reference = $reference", ("$reference", reference)) is long id
            ? (int)id
            : throw new RegistryException(
                $"Standort „{reference}“ ist unbekannt: erst mit „site import“ einlesen oder mit „site add“ anlegen. / " +
                $"Site {reference} is unknown: import it first (site import) or add it (site add).");

    /// <summary>
    /// Lets a device stand at a site from an instant on, as far as the next move that is known: a move that somebody enters late
    /// takes nothing from those entered before it. A second statement for the same instant corrects the first.
    /// </summary>
    /// <returns>When a later stay takes over; null while this is the last.</returns>
    public static DateTimeOffset? Begin(SqliteConnection connection, int deviceId, int siteId, DateTimeOffset from)
    {
        var at = from.ToUnixTimeMilliseconds();
        var until = Until(connection, deviceId, at);
        connection.Run(
            "UPDATE device_site SET valid_to_ms = $at WHERE device_id = $device AND valid_from_ms < $at AND (valid_to_ms IS NULL OR valid_to_ms > $at)",
            ("$device", deviceId),
            ("$at", at));
        connection.Run(
            """
            INSERT INTO device_site(device_id, site_id, valid_from_ms, valid_to_ms) VALUES($device, $site, $from, $until)
            ON CONFLICT(device_id, valid_from_ms) DO UPDATE SET site_id = excluded.site_id, valid_to_ms = excluded.valid_to_ms
            """,
            ("$device", deviceId),
            ("$site", siteId),
            ("$from", at),
            ("$until", until));
        return until is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null;
    }

    /// <summary>Ends every stay that reaches beyond an instant.</summary>
    public static void End(SqliteConnection connection, int deviceId, DateTimeOffset at) => connection.Run(
        "UPDATE device_site SET valid_to_ms = max($at, valid_from_ms) WHERE device_id = $device AND (valid_to_ms IS NULL OR valid_to_ms > $at)",
        ("$device", deviceId),
        ("$at", at.ToUnixTimeMilliseconds()));

    /// <summary>Site where a device stood at an instant; null where none is known.</summary>
    public static int? At(SqliteConnection connection, int deviceId, DateTimeOffset instant) => connection.Scalar<object>(
        """
        SELECT site_id FROM device_site
        WHERE device_id = $device AND valid_from_ms <= $at AND (valid_to_ms IS NULL OR valid_to_ms > $at) ORDER BY valid_from_ms DESC LIMIT 1
        """,
        ("$device", deviceId),
        ("$at", instant.ToUnixTimeMilliseconds())) is long site ? (int)site : null;

    private static long? Until(SqliteConnection connection, int deviceId, long at)
    {
        var rows = connection.Rows(
            """
            SELECT valid_from_ms <= $at, valid_from_ms, valid_to_ms FROM device_site
            WHERE device_id = $device AND (valid_to_ms IS NULL OR valid_to_ms > max($at, valid_from_ms)) ORDER BY valid_from_ms
            """,
            row => (IsOver: row.GetBoolean(0), From: row.GetInt64(1), To: row.LongOrNull(2)),
            ("$device", deviceId),
            ("$at", at));
        // What covers the instant ends where it ended; where nothing does, the next one is the limit.
        return rows.Any(row => row.IsOver) ? rows.Last(row => row.IsOver).To : rows.Count > 0 ? rows[0].From : null;
    }
}
