namespace Jena.SensorNode.Node.Probes
{
    /// <summary>What became of a transfer: on this platform a missing device is a status, never an exception.</summary>
    public enum I2cOutcome : byte
    {
        /// <summary>All bytes were transferred.</summary>
        Done,

        /// <summary>Nobody acknowledged the address.</summary>
        NoAnswer,

        /// <summary>The bus is blocked or the transfer broke off.</summary>
        Failed,
    }

    /// <summary>The I²C buses. Bus numbers count from 1.</summary>
    public interface II2cBus
    {
        /// <summary>Writes all of <paramref name="data"/>.</summary>
        I2cOutcome Write(int bus, int address, byte[] data);

        /// <summary>Fills <paramref name="data"/>; on any outcome but <see cref="I2cOutcome.Done"/> its content means nothing.</summary>
        I2cOutcome Read(int bus, int address, byte[] data);
    }
}
