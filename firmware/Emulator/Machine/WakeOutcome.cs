namespace Jena.SensorNode.Emulator;

/// <summary>How a wake ended.</summary>
public enum WakeOutcome
{
    /// <summary>Deep sleep with a timer armed.</summary>
    Slept = 0,

    /// <summary>A reset asked for by the program.</summary>
    Rebooted = 1,

    /// <summary>The supply went away, or sagged below what the chip needs.</summary>
    PowerCut = 2,

    /// <summary>
    /// The program ended, died, sleeps for ever or is stuck: on the real device the radio stays on and the battery drains until somebody comes.
    /// The emulator does not restart it; a power cycle does.
    /// </summary>
    Hung = 3,
}
