using System.Globalization;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>Writes sites; used inside a transaction.</summary>
internal static class SiteWriter
{
    private const string Upsert =
        """
        INSERT INTO site(reference, name, latitude, longitude, species_german, species_botanical, street, tree_number,
          planted_year, crown_diameter_meters, watering_tour, maintenance_area, gone_on, sensor_site_gid)
        VALUES($reference, $name, $latitude, $longitude, $german, $botanical, $street, $number,
          $planted, $crown, $tour, $area, $gone, $gid)
        ON CONFLICT(reference) DO UPDATE SET name = excluded.name, latitude = excluded.latitude,
          longitude = excluded.longitude, species_german = excluded.species_german,
          species_botanical = excluded.species_botanical, street = excluded.street, tree_number = excluded.tree_number,
          planted_year = excluded.planted_year, crown_diameter_meters = excluded.crown_diameter_meters,
          watering_tour = excluded.watering_tour, maintenance_area = excluded.maintenance_area, gone_on = excluded.gone_on,
          sensor_site_gid = coalesce(excluded.sensor_site_gid, sensor_site_gid)
        WHERE (name, latitude, longitude, species_german, species_botanical, street, tree_number, planted_year,
            crown_diameter_meters, watering_tour, maintenance_area, gone_on,
            coalesce(excluded.sensor_site_gid, sensor_site_gid, 0))
          IS NOT (excluded.name, excluded.latitude, excluded.longitude, excluded.species_german,
            excluded.species_botanical, excluded.street, excluded.tree_number, excluded.planted_year,
            excluded.crown_diameter_meters, excluded.watering_tour, excluded.maintenance_area, excluded.gone_on,
            coalesce(sensor_site_gid, 0))
        """;

    /// <summary>Reference of a sensor site that has no tree of the register.</summary>
    public static string ReferenceOfSpot(int sensorSiteGid) => $"standort-{sensorSiteGid}";

    /// <summary>Writes many sites; counts those that were new and those that changed.</summary>
    public static (int Added, int Updated) Write(SqliteConnection connection, IEnumerable<SiteRecord> sites)
    {
        using var known = connection.CreateCommand();
        known.CommandText = "SELECT 1 FROM site WHERE reference = $reference";
        var knownReference = known.Parameters.Add("$reference", SqliteType.Text);
        using var upsert = connection.CreateCommand();
        upsert.CommandText = Upsert;
        var (added, updated) = (0, 0);
        foreach (var site in sites)
        {
            if (site.SensorSiteGid is { } gid)
            {
                AdoptSpot(connection, gid, site.Reference);
            }

            knownReference.Value = site.Reference;
            var isNew = known.ExecuteScalar() is null;
            Bind(upsert, site);
            if (upsert.ExecuteNonQuery() > 0)
            {
                _ = isNew ? added++ : updated++;
            }
        }

        return (added, updated);
    }

    /// <summary>
    /// A spot that came with a sensor list before its tree was known becomes that tree: renamed, or its devices move
    /// over where the tree exists already.
    /// </summary>
    private static void AdoptSpot(SqliteConnection connection, int gid, string reference)
    {
        connection.Run(
            "UPDATE site SET sensor_site_gid = NULL WHERE sensor_site_gid = $gid AND reference NOT IN ($reference, $spot)",
            ("$gid", gid),
            ("$reference", reference),
            ("$spot", ReferenceOfSpot(gid)));
        var spot = connection.Scalar<object>("SELECT site_id FROM site WHERE reference = $spot", ("$spot", ReferenceOfSpot(gid)));
        if (spot is null)
        {
            return;
        }

        if (connection.Scalar<object>("SELECT site_id FROM site WHERE reference = $reference", ("$reference", reference)) is not { } tree)
        {
            connection.Run("UPDATE site SET reference = $reference WHERE site_id = $spot", ("$reference", reference), ("$spot", spot));
            return;
        }

        connection.Run("UPDATE device_site SET site_id = $tree WHERE site_id = $spot", ("$tree", tree), ("$spot", spot));
        connection.Run("DELETE FROM site WHERE site_id = $spot", ("$spot", spot));
    }

    private static void Bind(SqliteCommand command, SiteRecord site)
    {
        command.Parameters.Clear();
        Add("$reference", site.Reference);
        Add("$name", site.Name);
        Add("$latitude", site.Latitude);
        Add("$longitude", site.Longitude);
        Add("$german", site.SpeciesGerman);
        Add("$botanical", site.SpeciesBotanical);
        Add("$street", site.Street);
        Add("$number", site.TreeNumber);
        Add("$planted", site.PlantedYear);
        Add("$crown", site.CrownDiameterMeters);
        Add("$tour", site.WateringTour);
        Add("$area", site.MaintenanceArea);
        Add("$gone", site.GoneOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("$gid", site.SensorSiteGid);

        void Add(string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }
}
