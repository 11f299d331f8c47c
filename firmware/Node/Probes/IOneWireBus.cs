namespace Jena.SensorNode.Node.Probes
{
    /// <summary>A 1-Wire bus.</summary>
    public interface IOneWireBus
    {
        /// <summary>Resets the bus. The answer is a hint only: the platform reads it from an uninitialised variable when its UART fails.</summary>
        bool Reset();

        /// <summary>Writes one byte.</summary>
        void Write(byte value);

        /// <summary>Reads one byte; 0xFF where nothing answers.</summary>
        byte Read();
    }
}
