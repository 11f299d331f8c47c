using System.Globalization;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>Looks sites up: a technician knows street and species, not the city's key.</summary>
internal sealed class SiteBook(Database database)
{
    /// <summary>Sites in whose key, name, street or species every word of the text occurs, by key; all for an empty text.</summary>
    public IReadOnlyList<SiteRecord> Find(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. All().Where(site => words.All(word => Texts(site).Any(part => part?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)))];
    }

    private static string?[] Texts(SiteRecord site) =>
        [site.Reference, site.Name, site.Street, site.SpeciesGerman, site.SpeciesBotanical];

    private List<SiteRecord> All()
    {
        using var connection = database.OpenReader();
        return connection.Rows(
            """
            SELECT reference, name, latitude, longitude, species_german, species_botanical, street, tree_number, planted_year,
              crown_diameter_meters, watering_tour, maintenance_area, gone_on, sensor_site_gid
            FROM site ORDER BY reference
            """,
            row => new SiteRecord(row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetDouble(3))
            {
                SpeciesGerman = row.TextOrNull(4),
                SpeciesBotanical = row.TextOrNull(5),
                Street = row.TextOrNull(6),
                TreeNumber = row.TextOrNull(7),
                PlantedYear = (int?)row.LongOrNull(8),
                CrownDiameterMeters = row.IsDBNull(9) ? null : row.GetDouble(9),
                WateringTour = row.TextOrNull(10),
                MaintenanceArea = row.TextOrNull(11),
                GoneOn = row.TextOrNull(12) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                SensorSiteGid = (int?)row.LongOrNull(13),
            });
    }
}
