namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>The device's two clocks.</summary>
    public interface IWallClock
    {
        /// <summary>Milliseconds since 1970 as the device believes them. Runs through deep sleep; jumps when somebody sets it.</summary>
        long UtcMilliseconds { get; }

        /// <summary>Milliseconds since this wake began. Never jumps.</summary>
        long TickMilliseconds { get; }
    }
}
