namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The analog-to-digital converter.</summary>
    public interface IAnalogInput
    {
        /// <summary>One conversion of a channel: 0..4095, or -1 where it cannot be read.</summary>
        int Read(int channel);
    }
}
