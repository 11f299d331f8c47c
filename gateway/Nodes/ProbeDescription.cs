using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>One probe on one channel of a device, for the time that it was there.</summary>
/// <param name="Channel">Channel in the frame, from 0.</param>
/// <param name="Kind">What it measures; <see cref="ForeignKind"/> where the decoder of a foreign device knows.</param>
/// <param name="DepthCentimeters">Depth in the soil; <see cref="InAir"/> for a probe in air.</param>
/// <param name="ValidFrom">First instant of this probe.</param>
/// <param name="ValidTo">First instant after it; null while it is there.</param>
public sealed record ProbeDescription(
    int Channel,
    ChannelKind Kind,
    int DepthCentimeters,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ValidTo)
{
    /// <summary>Depth value of a probe that is not in the soil (FRAME.md 5.4).</summary>
    public const int InAir = 255;

    /// <summary>Kind of a foreign device's channel.</summary>
    public const ChannelKind ForeignKind = 0;

    /// <summary>Number of the physical probe in this gateway's database: calibrations hang on it.</summary>
    public int ProbeId { get; init; }

    /// <summary>Probe layout of the node that the channel number belongs to.</summary>
    public int LayoutId { get; init; }

    /// <summary>What is written on the probe; empty where nothing was noted.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Whether the probe was there at an instant.</summary>
    public bool IsValidAt(DateTimeOffset instant) => ValidFrom <= instant && (ValidTo is null || instant < ValidTo);
}
