namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Waiting, so that tests of drivers need not.</summary>
    public interface IPause
    {
        /// <summary>Milliseconds of a clock that never jumps.</summary>
        long TickMilliseconds { get; }

        /// <summary>Waits; 0 or less is no wait.</summary>
        void Wait(int milliseconds);
    }
}
