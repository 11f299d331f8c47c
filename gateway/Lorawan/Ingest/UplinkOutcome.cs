namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>What became of a delivered message.</summary>
internal enum UplinkOutcome
{
    /// <summary>New and on disk as readings.</summary>
    Stored,

    /// <summary>Was on disk already.</summary>
    Duplicate,

    /// <summary>New and on disk as it came, until a table for it is known.</summary>
    KeptRaw,

    /// <summary>No uplink, or one of a device that is out of service; nothing is kept.</summary>
    Refused,

    /// <summary>The disk did not take it: the sender must keep it and try again.</summary>
    Unavailable,

    /// <summary>Another event of the server (a join, an acknowledgement, a status): taken politely, nothing to keep.</summary>
    Ignored,
}

/// <summary>The answer to a delivery.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">Why it was refused, in words; else empty.</param>
internal readonly record struct UplinkResult(UplinkOutcome Outcome, string Problem = "")
{
    /// <summary>True if the sender may forget the message. A refused one will not be better the next time.</summary>
    public bool MayAcknowledge => Outcome != UplinkOutcome.Unavailable;
}
