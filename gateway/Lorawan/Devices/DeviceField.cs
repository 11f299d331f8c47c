using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>One channel of a foreign device: meaning, scale, and its name in the object of the server's own decoder.</summary>
/// <param name="Name">Name under which the field is shown and forwarded; also looked for in the object.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="ValuePerRaw">Value in the unit of the quantity = raw × this + <see cref="ValueAtZero"/>.</param>
internal sealed record DeviceField(string Name, Quantity Quantity, double ValuePerRaw)
{
    /// <summary>Value at raw 0.</summary>
    public double ValueAtZero { get; init; }

    /// <summary>Which of the device's probes, from 0; -1 = not in the soil.</summary>
    public int ProbeIndex { get; init; } = -1;

    /// <summary>Other names of the field in the object, the better one first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Value in the unit of the quantity = number in the object × this.</summary>
    public double ValuePerObjectNumber { get; init; } = 1;

    /// <summary>True where the object gives the amount of a suction: its negative is the potential.</summary>
    public bool ObjectIsSuction { get; init; }

    /// <summary>Least value that the instrument can give; null = what the quantity allows.</summary>
    public double? Lowest { get; init; }

    /// <summary>Greatest value that the instrument can give; null = what the quantity allows.</summary>
    public double? Highest { get; init; }

    /// <summary>Numbers in the object that mean a fault because the maker's decoder does not know its own sentinels.</summary>
    public IReadOnlyList<ObjectSentinel> ObjectSentinels { get; init; } = [];

    /// <summary>True if a raw value is one that the instrument can measure; others are a fault, never a reading.</summary>
    public bool CanBe(int raw)
    {
        var value = (raw * ValuePerRaw) + ValueAtZero;
        var (lowest, highest) = QuantityLimits.Of(Quantity);
        var slack = Math.Abs(ValuePerRaw) / 2;
        return value >= (Lowest ?? lowest) - slack && value <= (Highest ?? highest) + slack;
    }
}

/// <summary>A number in a server's object that is no measurement.</summary>
/// <param name="Number">The number.</param>
/// <param name="Fault">What it means.</param>
internal readonly record struct ObjectSentinel(double Number, ChannelFault Fault);
