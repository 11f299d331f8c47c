using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>What the channels of devices of other makers mean; the decoders know it.</summary>
internal interface IForeignChannels
{
    /// <summary>The channel; null when the layout or channel is not known.</summary>
    /// <param name="layoutId">Layout of the sample: the number of the decoder's table.</param>
    /// <param name="channel">Channel in the sample, from 0.</param>
    ForeignChannel? Find(int layoutId, int channel);
}

/// <summary>One field of a foreign device.</summary>
/// <param name="Quantity">What it measures.</param>
/// <param name="ValuePerRaw">Value in the unit of the quantity = raw × this + <paramref name="ValueAtZero"/>.</param>
/// <param name="ValueAtZero">Value at raw 0.</param>
/// <param name="ProbeIndex">Which of the device's probes, from 0: the registry knows its depth. -1 = not in the soil.</param>
/// <param name="FieldName">Name of the field in the maker's decoder where the quantity alone does not name it, else empty.</param>
internal sealed record ForeignChannel(Quantity Quantity, double ValuePerRaw, double ValueAtZero, int ProbeIndex, string FieldName);
