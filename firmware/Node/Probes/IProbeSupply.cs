namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The switch of the probes' supply.</summary>
    public interface IProbeSupply
    {
        /// <summary>Switches it.</summary>
        /// <returns>False where it cannot be switched.</returns>
        bool Switch(bool on);
    }
}
