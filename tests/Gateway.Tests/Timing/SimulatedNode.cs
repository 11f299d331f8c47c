namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>A node's clock as physics has it: its own rate, and seconds and age cut off as the firmware does.</summary>
/// <param name="BootUnixMilliseconds">True time of its cold start.</param>
/// <param name="MillisecondsPerSecond">True milliseconds in one of its seconds.</param>
internal sealed record SimulatedNode(long BootUnixMilliseconds, double MillisecondsPerSecond)
{
    public long TrueTime(double nodeTime) => BootUnixMilliseconds + (long)(nodeTime * MillisecondsPerSecond);

    public uint Seconds(double nodeTime) => (uint)nodeTime;

    public uint Age(double sampled, double sent) => (uint)(sent - sampled);
}
