namespace Jena.SensorNode.Frames.Decoding;

/// <summary>Why a frame gives no reading (FRAME.md 4.4).</summary>
public enum FrameError
{
    /// <summary>The frame is good.</summary>
    None,

    /// <summary>Ends inside a field.</summary>
    Truncated,

    /// <summary>Longer than 240 bytes.</summary>
    TooLong,

    /// <summary>A version of the format that this decoder does not read.</summary>
    UnsupportedVersion,

    /// <summary>A field outside its range, or the overflow of a value or time.</summary>
    Malformed,

    /// <summary>Bytes or one-bits after the last field.</summary>
    TrailingData,

    /// <summary>Not from the node that it is said to come from, or changed on the way.</summary>
    BadMac,
}
