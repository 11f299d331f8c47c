namespace Jena.SensorNode.Gateway.Timing;

/// <summary>What the operating system says about its clock.</summary>
public enum Synchronisation
{
    /// <summary>There is nothing to ask.</summary>
    Unknown,

    /// <summary>A time service runs and has not yet set the clock.</summary>
    NotYet,

    /// <summary>The clock is synchronised.</summary>
    Synchronised,
}

/// <summary>Asks the operating system about its clock.</summary>
internal interface IClockSynchronisation
{
    /// <summary>The answer now.</summary>
    Synchronisation Ask();
}
