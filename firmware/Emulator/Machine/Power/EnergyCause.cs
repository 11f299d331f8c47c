namespace Jena.SensorNode.Emulator.Power;

/// <summary>What charge is spent on.</summary>
public enum EnergyCause
{
    /// <summary>From wake to the program's first statement.</summary>
    Boot = 0,

    /// <summary>The processor, computing or waiting.</summary>
    Processor = 1,

    /// <summary>The radio until it has an address.</summary>
    RadioConnect = 2,

    /// <summary>The radio once it has an address: listening.</summary>
    RadioListen = 3,

    /// <summary>The radio sending.</summary>
    RadioTransmit = 4,

    /// <summary>Probes while their supply is on.</summary>
    Probes = 5,

    /// <summary>Programming and erasing flash.</summary>
    Flash = 6,

    /// <summary>Deep sleep, regulator included.</summary>
    Sleep = 7,
}
