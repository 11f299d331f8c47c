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

    /// <summary>What this record tells of a site beside its place. The rest of a site that is known already stays as it is.</summary>
    public SiteFields Told { get; init; } = SiteFields.All;
}

/// <summary>What a record can tell of a site.</summary>
[Flags]
public enum SiteFields
{
    /// <summary>Nothing but key and place.</summary>
    None = 0,

    /// <summary>Its name.</summary>
    Name = 1,

    /// <summary>Both names of the species.</summary>
    Species = 2,

    /// <summary>Street.</summary>
    Street = 4,

    /// <summary>Number of the tree.</summary>
    TreeNumber = 8,

    /// <summary>Year of planting.</summary>
    PlantedYear = 16,

    /// <summary>Crown diameter.</summary>
    CrownDiameter = 32,

    /// <summary>Watering tour.</summary>
    WateringTour = 64,

    /// <summary>Maintenance area.</summary>
    MaintenanceArea = 128,

    /// <summary>Whether and when it was felled.</summary>
    GoneOn = 256,

    /// <summary>Everything; what is null then is known to be nothing.</summary>
    All = 511,
}
