namespace Jena.SensorNode.Emulator.Link;

/// <summary>What a node finds at the gateway's address.</summary>
public enum GatewayPresence
{
    /// <summary>The real gateway.</summary>
    Present = 0,

    /// <summary>The host is up, the service is not: connections are refused.</summary>
    Refuses = 1,

    /// <summary>Nobody there: the connection attempt runs into the stack's own time-out.</summary>
    Silent = 2,

    /// <summary>Accepts the connection and never says a word.</summary>
    Mute = 3,

    /// <summary>The native call never returns and blocks the whole CLR.</summary>
    Freezes = 4,

    /// <summary>No real gateway and no real network: every message is acknowledged at once (see <see cref="StandInGateway"/>).</summary>
    StandIn = 5,
}

/// <summary>What becomes of an acknowledgement of the gateway.</summary>
public enum AcknowledgementFate
{
    /// <summary>It arrives.</summary>
    Arrives = 0,

    /// <summary>It arrives after <see cref="LinkConditions.LateBy"/>.</summary>
    Late = 1,

    /// <summary>It arrives twice.</summary>
    Twice = 2,

    /// <summary>The gateway has the message, its acknowledgement is lost.</summary>
    Lost = 3,

    /// <summary>The message itself is lost.</summary>
    MessageLost = 4,
}
