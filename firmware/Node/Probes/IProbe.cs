namespace Jena.SensorNode.Node.Probes
{
    /// <summary>The driver behind one channel of the layout. Drivers never throw and never give a number for a fault.</summary>
    public interface IProbe
    {
        /// <summary>Starts a measurement. Drivers that share a device start it once.</summary>
        /// <returns>Milliseconds until <see cref="Read"/> may be called; 0 = at once.</returns>
        int Start();

        /// <summary>Takes the result.</summary>
        void Read(Reading reading);
    }
}
