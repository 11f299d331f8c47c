namespace Jena.SensorNode.Emulator.Radio;

/// <summary>The stored start options of the station, with the device's values.</summary>
[Flags]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2217:Do not mark enums with FlagsAttribute", Justification = "The device's own values: 6 and 10 include Enable.")]
public enum WifiOptions
{
    /// <summary>Nothing stored.</summary>
    None = 0,

    /// <summary>The radio stays off from the next boot on.</summary>
    Disable = 1,

    /// <summary>The radio is started at boot.</summary>
    Enable = 2,

    /// <summary>Started, and association begins before managed code exists.</summary>
    AutoConnect = 6,

    /// <summary>Started, and where no network is stored it listens for ESP-Touch, radio on.</summary>
    SmartConfig = 10,
}
