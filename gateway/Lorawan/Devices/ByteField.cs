using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>Where a number lies in the bytes of a payload.</summary>
/// <param name="Channel">Channel that it belongs to, or <see cref="Battery"/>.</param>
/// <param name="Type">Its form.</param>
internal sealed record ByteField(int Channel, FieldType Type)
{
    /// <summary>Channel number of the battery voltage: its raw unit is mV.</summary>
    public const int Battery = -1;

    /// <summary>First byte: of the payload where it has a fixed form, else of the value behind the tag.</summary>
    public int Offset { get; init; }

    /// <summary>Channel id and type in front of the value (id × 256 + type), in a payload of tagged values.</summary>
    public int Tag { get; init; }

    /// <summary>Bytes behind the value that belong to the same tag and say nothing to us.</summary>
    public int BytesBehind { get; init; }

    /// <summary>Bits of the number that count.</summary>
    public int Mask { get; init; } = -1;

    /// <summary>Raw value of the channel = number × this.</summary>
    public int Multiplier { get; init; } = 1;

    /// <summary>… divided by this, rounded.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>
    /// Raw value of the channel by the maker's curve of the number, where a factor does not do; null where it does. A number off
    /// the curve gives NaN and is a fault.
    /// </summary>
    public Func<int, double>? Curve { get; init; }

    /// <summary>Numbers that mean a fault, in the form of <see cref="Type"/>.</summary>
    public IReadOnlyList<Sentinel> Sentinels { get; init; } = [];
}

/// <summary>A number that is no measurement.</summary>
/// <param name="Number">The number as it stands in the payload.</param>
/// <param name="Fault">What it means.</param>
internal readonly record struct Sentinel(int Number, ChannelFault Fault);
