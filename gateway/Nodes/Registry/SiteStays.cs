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

    /// <summary>Lets a device stand at a site from an instant on; where it stood before ends there.</summary>
    public static void Begin(SqliteConnection connection, int deviceId, int siteId, DateTimeOffset from)
    {
        End(connection, deviceId, from);
        connection.Run(
            """
            INSERT INTO device_site(device_id, site_id, valid_from_ms) VALUES($device, $site, $from)
            ON CONFLICT(device_id, valid_from_ms) DO UPDATE SET site_id = excluded.site_id, valid_to_ms = NULL
            """,
            ("$device", deviceId),
            ("$site", siteId),
            ("$from", from.ToUnixTimeMilliseconds()));
    }

    /// <summary>Ends the stay that is open.</summary>
    public static void End(SqliteConnection connection, int deviceId, DateTimeOffset at) => connection.Run(
        "UPDATE device_site SET valid_to_ms = max($at, valid_from_ms) WHERE device_id = $device AND valid_to_ms IS NULL",
        ("$device", deviceId),
        ("$at", at.ToUnixTimeMilliseconds()));
}
