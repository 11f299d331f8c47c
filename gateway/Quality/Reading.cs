using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>One channel of one sample, in the unit of its quantity, judged.</summary>
/// <param name="Channel">Channel in the sample, from 0.</param>
/// <param name="Kind">Kind of probe; 0 for a device of another maker.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="DepthCentimeters">Depth in the soil; <c>ProbeDescription.InAir</c> (255) where it is not in the soil or not known.</param>
/// <param name="Value">The value; null where <paramref name="Fault"/> is not None.</param>
/// <param name="Unit">Symbol of the unit.</param>
/// <param name="Fault">Why there is no value.</param>
/// <param name="Flags">What is doubtful.</param>
/// <param name="CalibrationVersion">Version of the probe's calibration that made the value; 0 = none.</param>
internal sealed record Reading(
    int Channel,
    ChannelKind Kind,
    Quantity Quantity,
    int DepthCentimeters,
    double? Value,
    string Unit,
    ChannelFault Fault,
    QualityFlags Flags,
    int CalibrationVersion)
{
    /// <summary>Name of the value in messages: from the maker's decoder where the quantity alone does not name it, else empty.</summary>
    public string FieldName { get; init; } = "";

    /// <summary>What the probe gave, before calibration and compensation; null where it gave nothing.</summary>
    public int? Raw { get; init; }
}
