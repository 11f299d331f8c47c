namespace Jena.SensorNode.Emulator.Radio;

/// <summary>What the radio does.</summary>
public enum RadioState
{
    /// <summary>No power.</summary>
    Off = 0,

    /// <summary>On without an address: associating, asking for a lease, or searching in vain.</summary>
    Connecting = 1,

    /// <summary>On with an address.</summary>
    Connected = 2,
}
