namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>A tree or spot as the city's lists give it.</summary>
/// <param name="Reference">The city's key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Latitude">WGS 84, degrees.</param>
/// <param name="Longitude">WGS 84, degrees.</param>
public sealed record SiteRecord(string Reference, string Name, double Latitude, double Longitude)
{
    /// <summary>German name of the species.</summary>
    public string? SpeciesGerman { get; init; }

    /// <summary>Botanical name of the species, with the variety.</summary>
    public string? SpeciesBotanical { get; init; }

    /// <summary>Street or green space.</summary>
    public string? Street { get; init; }

    /// <summary>Number of the tree in its street.</summary>
    public string? TreeNumber { get; init; }

    /// <summary>Year of planting.</summary>
    public int? PlantedYear { get; init; }

    /// <summary>Crown diameter in metres.</summary>
    public double? CrownDiameterMeters { get; init; }

    /// <summary>Watering tour of the city.</summary>
    public string? WateringTour { get; init; }

    /// <summary>Maintenance area of the city.</summary>
    public string? MaintenanceArea { get; init; }

    /// <summary>Day on which the tree was felled or struck off; null while it stands.</summary>
    public DateOnly? GoneOn { get; init; }

    /// <summary>The city's number of the sensor site at this tree.</summary>
    public int? SensorSiteGid { get; init; }
}
