using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>What became of a frame.</summary>
internal enum IngestOutcome
{
    /// <summary>Its samples are on disk (at least one was new), or it is a genuine frame without samples.</summary>
    Accepted,

    /// <summary>Genuine, and all of its samples were on disk already.</summary>
    Duplicate,

    /// <summary>No such node is registered.</summary>
    UnknownNode,

    /// <summary>The node was retired.</summary>
    RetiredNode,

    /// <summary>The MAC is not of this node's key.</summary>
    BadMac,

    /// <summary>Genuine, but it breaks the format; its bytes are kept for a look.</summary>
    Malformed,

    /// <summary>The disk did not take it: the sender must keep it and try again.</summary>
    Unavailable,
}

/// <summary>The answer of the ingest.</summary>
/// <param name="Outcome">What became of the frame.</param>
/// <param name="NewSamples">Samples that were new.</param>
/// <param name="Error">What breaks the format; else None.</param>
/// <param name="Boot">Boot counter of a genuine frame.</param>
/// <param name="FirstSample">Counter of its first sample.</param>
/// <param name="Key">The key under which it was genuine, for the answer; null if it was not.</param>
internal readonly record struct IngestResult(IngestOutcome Outcome, int NewSamples = 0, FrameError Error = FrameError.None, uint Boot = 0, uint FirstSample = 0, byte[]? Key = null)
{
    /// <summary>True if the sender may forget the frame: the gateway has it, or has kept its bytes.</summary>
    public bool MayAcknowledge => Outcome is IngestOutcome.Accepted or IngestOutcome.Duplicate or IngestOutcome.Malformed;
}
