namespace Jena.SensorNode.Emulator;

/// <summary>Why the device starts.</summary>
public enum StartCause
{
    /// <summary>Power came, or a reset: the platform cannot tell them apart.</summary>
    PowerOnOrReset = 0,

    /// <summary>The timer armed before deep sleep.</summary>
    Timer = 1,

    /// <summary>A pin armed before deep sleep.</summary>
    Pin = 2,
}
