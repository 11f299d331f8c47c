using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>A sample on its way to a sink.</summary>
/// <param name="Sample">The raw sample.</param>
/// <param name="Device">Its device as it was at the time of the sample; null if the registry does not know it.</param>
/// <param name="Readings">Its values.</param>
internal sealed record OutboundSample(Sample Sample, DeviceDescription? Device, IReadOnlyList<Reading> Readings)
{
    /// <summary>
    /// The id by which the city knows it: <c>jena-baum-</c> and the GISID of the tree (<c>1_42672</c>), <c>jena-</c> and the
    /// reference of another spot, or the name of the device while it has no site.
    /// </summary>
    public string Id => Device switch
    {
        null => $"device-{Sample.Identity.DeviceId}",
        { Site: { } site } => (site.Reference.Contains('_', StringComparison.Ordinal) ? "jena-baum-" : "jena-") + site.Reference,
        _ => Device.Name,
    };

    /// <summary>
    /// <see cref="Id"/> as one level of an MQTT topic. References come from lists of people: a wildcard in one would make
    /// every broker hang up, again and again, and hold back all readings behind it.
    /// </summary>
    public string TopicLevel => Id.Any(IsNoTopicCharacter) ? string.Concat(Id.Select(character => IsNoTopicCharacter(character) ? '_' : character)) : Id;

    private static bool IsNoTopicCharacter(char character) => character is '+' or '#' or '/' || char.IsControl(character) || char.IsSurrogate(character);
}
