namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>
/// Fields of a packed sample, as bits of the two bytes (lowest first) before it: a set bit = the field follows, in this
/// order; a clear bit = it is what the samples before let expect. Values of all channels end the sample, each as the
/// difference to the same channel before.
/// </summary>
[Flags]
internal enum PackedField
{
    None = 0,

    /// <summary>Sequence, less the one before, less 1.</summary>
    Sequence = 1 << 0,

    /// <summary>Boot, less the one before.</summary>
    Boot = 1 << 1,

    /// <summary>Incarnation, less the one before.</summary>
    Incarnation = 1 << 2,

    /// <summary>Counter, less the one before, less 1.</summary>
    Counter = 1 << 3,

    /// <summary>Layout, less the one before.</summary>
    Layout = 1 << 4,

    /// <summary>Node seconds, less the one before, less the step before that.</summary>
    NodeSeconds = 1 << 5,

    /// <summary>Time in ms, less the one before, less what the node's clock moved.</summary>
    Time = 1 << 6,

    /// <summary>Uncertainty, less the one before.</summary>
    Uncertainty = 1 << 7,

    /// <summary>Arrival, less the time; clear = the same arrival as before.</summary>
    Received = 1 << 8,

    /// <summary>Battery, less the one before.</summary>
    Battery = 1 << 9,

    /// <summary>Age of the frame; clear = none.</summary>
    Age = 1 << 10,

    /// <summary>Bound of the delay; clear = none.</summary>
    DelayBound = 1 << 11,

    /// <summary>Number of channels (bit 7: a fault code of each follows); clear = channels and faults as before.</summary>
    Channels = 1 << 12,

    /// <summary>Bits of formats to come.</summary>
    Unknown = ~((1 << 13) - 1),
}
