namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The few GPIOs of the node: probe supply, LED, button.</summary>
    public interface IPins
    {
        /// <summary>Drives an output.</summary>
        /// <returns>False where the pin cannot be driven, or is <see cref="Frames.NodeFile.NoPin"/>.</returns>
        bool Write(int pin, bool high);

        /// <summary>True while a button to ground is pressed; false where there is none.</summary>
        bool IsPressed(int pin);
    }
}
