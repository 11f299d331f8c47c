namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>A tree or reference spot that carries probes.</summary>
/// <param name="SiteId">Number in this gateway's database.</param>
/// <param name="Reference">The city's own key: GISID of a tree (<c>1_42672</c>), or <c>standort-126</c> for a spot without a tree.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Latitude">WGS 84, degrees north.</param>
/// <param name="Longitude">WGS 84, degrees east.</param>
/// <param name="SpeciesGerman">German name of the tree species, where known.</param>
/// <param name="Street">Street or green space, where known.</param>
public sealed record SiteDescription(
    int SiteId,
    string Reference,
    string Name,
    double Latitude,
    double Longitude,
    string? SpeciesGerman,
    string? Street);
