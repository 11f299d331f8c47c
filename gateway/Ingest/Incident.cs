namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Something about a node that a person should know.</summary>
internal enum IncidentKind
{
    /// <summary>A frame or a connection named a node that is not registered.</summary>
    UnknownNode = 1,

    /// <summary>A frame or a password was not made with the node's key.</summary>
    BadMac = 2,

    /// <summary>A genuine frame breaks the format.</summary>
    Malformed = 3,

    /// <summary>A retired node still sends.</summary>
    RetiredNode = 4,

    /// <summary>A frame came again long after it was sent: a replay, or a broker that held it.</summary>
    Replay = 5,

    /// <summary>A node's counters began again (reflash, restored flash): a new incarnation was opened, nothing was dropped.</summary>
    CountersRestarted = 6,

    /// <summary>Two devices send under one identity.</summary>
    ClonedNode = 7,

    /// <summary>A node broke a rule of the broker (topic, size, rate).</summary>
    RuleBroken = 8,

    /// <summary>An older database took the place of the one that ran: a restored backup, or a copied file.</summary>
    DatabaseRestored = 9,

    /// <summary>Connections of one identity threw each other out again and again: probably a clone.</summary>
    ConnectionsTakenOver = 10,

    /// <summary>Samples did not come that the node does not report as lost.</summary>
    SamplesMissing = 11,

    /// <summary>A genuine frame states an age that reaches back before the node was registered: its times are uncertain.</summary>
    AbsurdAge = 12,
}

/// <summary>Incidents of one kind of one node.</summary>
/// <param name="Subject">Node id as 8 hex digits, or what was given instead (cleaned, at most 40 characters).</param>
/// <param name="Kind">What happened.</param>
/// <param name="Count">How often.</param>
/// <param name="FirstUnixMilliseconds">First time, gateway clock.</param>
/// <param name="LastUnixMilliseconds">Last time.</param>
/// <param name="Detail">Details of the last one.</param>
internal sealed record Incident(string Subject, IncidentKind Kind, long Count, long FirstUnixMilliseconds, long LastUnixMilliseconds, string Detail);
