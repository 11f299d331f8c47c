namespace Jena.SensorNode.Emulator.Probes;

/// <summary>What can be wrong with a probe.</summary>
public enum ProbeFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Not there, or cut off: no answer; an analog line floats.</summary>
    Missing = 1,

    /// <summary>Signal shorted to ground.</summary>
    Shorted = 2,

    /// <summary>Ground lost: an analog signal rises to the supply; a bus device is silent.</summary>
    Open = 3,

    /// <summary>Always the same value.</summary>
    Stuck = 4,

    /// <summary>A value no soil can have.</summary>
    OutOfRange = 5,

    /// <summary>Pulled out of the ground.</summary>
    InAir = 6,

    /// <summary>Bits flip on the line; a bus device's check sum is wrong.</summary>
    BitErrors = 7,

    /// <summary>Its conversion does not end; a DS18B20 keeps its power-on value.</summary>
    NotReady = 8,

    /// <summary>Answers only in part (I²C).</summary>
    Partial = 9,
}
