namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Waiting, so that tests of drivers need not.</summary>
    public interface IPause
    {
        /// <summary>Waits.</summary>
        void Wait(int milliseconds);
    }
}
