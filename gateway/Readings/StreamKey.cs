namespace Jena.SensorNode.Gateway.Readings;

/// <summary>One uninterrupted run of a device's counters.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Boot">Its boot counter.</param>
/// <param name="Incarnation">See <see cref="SampleIdentity.Incarnation"/>.</param>
internal readonly record struct StreamKey(int DeviceId, uint Boot, int Incarnation);

/// <summary>A stream and the counters received of it: the gaps between the ranges are samples that never came.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Ranges">Counters received, rising.</param>
internal sealed record StreamSummary(StreamKey Key, IReadOnlyList<(uint First, uint Last)> Ranges);
