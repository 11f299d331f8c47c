using System.Globalization;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>Writes sites; used inside a transaction.</summary>
internal static class SiteWriter
{
    private static readonly (string Column, SiteFields Field)[] Columns =
    [
        ("name", SiteFields.Name),
        ("species_german", SiteFields.Species),
        ("species_botanical", SiteFields.Species),
        ("street", SiteFields.Street),
        ("tree_number", SiteFields.TreeNumber),
        ("planted_year", SiteFields.PlantedYear),
        ("crown_diameter_meters", SiteFields.CrownDiameter),
        ("watering_tour", SiteFields.WateringTour),
        ("maintenance_area", SiteFields.MaintenanceArea),
        ("gone_on", SiteFields.GoneOn),
    ];

    // A list tells what its columns hold. Where it lacks one, what another list told stays.
    private static readonly string Upsert =
        $"""
        INSERT INTO site(reference, latitude, longitude, sensor_site_gid, {string.Join(", ", Columns.Select(known => known.Column))})
        VALUES($reference, $latitude, $longitude, $gid, {string.Join(", ", Columns.Select(known => $"${known.Column}"))})
        ON CONFLICT(reference) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude,
          sensor_site_gid = coalesce(excluded.sensor_site_gid, sensor_site_gid),
          {string.Join(", ", Columns.Select(known => $"{known.Column} = iif($told & {(int)known.Field}, excluded.{known.Column}, {known.Column})"))}
        WHERE latitude <> excluded.latitude OR longitude <> excluded.longitude
          OR (excluded.sensor_site_gid IS NOT NULL AND sensor_site_gid IS NOT excluded.sensor_site_gid)
          OR {string.Join(" OR ", Columns.Select(known => $"($told & {(int)known.Field} AND {known.Column} IS NOT excluded.{known.Column})"))}
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
        Add("$latitude", site.Latitude);
        Add("$longitude", site.Longitude);
        Add("$name", site.Name);
        Add("$species_german", site.SpeciesGerman);
        Add("$species_botanical", site.SpeciesBotanical);
        Add("$street", site.Street);
        Add("$tree_number", site.TreeNumber);
        Add("$planted_year", site.PlantedYear);
        Add("$crown_diameter_meters", site.CrownDiameterMeters);
        Add("$watering_tour", site.WateringTour);
        Add("$maintenance_area", site.MaintenanceArea);
        Add("$gone_on", site.GoneOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("$told", (int)site.Told);
        Add("$gid", site.SensorSiteGid);

        void Add(string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }
}
