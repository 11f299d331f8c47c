namespace Jena.SensorNode.Emulator;

/// <summary>Calls in which a thread of the program can wait for ever (<see cref="VirtualDevice.NeverReturns"/>).</summary>
public enum BlockingCall
{
    /// <summary>A transfer on an I²C bus.</summary>
    I2c = 0,

    /// <summary>A conversion.</summary>
    Analog = 1,

    /// <summary>A reset of the 1-Wire bus.</summary>
    OneWire = 2,

    /// <summary>Opening, closing, listing or deleting a file.</summary>
    File = 3,

    /// <summary>Asking for the network interfaces.</summary>
    NetworkInterface = 4,

    /// <summary>Connecting a socket.</summary>
    Connect = 5,
}
