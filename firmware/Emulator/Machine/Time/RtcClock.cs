namespace Jena.SensorNode.Emulator.Time;

/// <summary>
/// The device's clock: the main crystal while awake, the internal slow oscillator through deep sleep, 1970 after power loss.
/// Times are ticks of 100 ns.
/// </summary>
public sealed class RtcClock
{
    private static readonly long unixEpochTicks = DateTimeOffset.UnixEpoch.UtcTicks;
    private long baseTrueTicks;
    private long baseDeviceTicks;
    private double rate = 1;

    /// <summary>What the device's clock shows at a true time.</summary>
    public long DeviceTicks(long trueTicks) => baseDeviceTicks + (long)((trueTicks - baseTrueTicks) * rate);

    /// <summary>How long (true time) the device's clock needs for a span at its present speed.</summary>
    public long TrueSpan(long deviceSpanTicks) => (long)(deviceSpanTicks / rate);

    /// <summary>The clock loses power: it counts from 1970 again.</summary>
    public void Reset(long trueTicks)
    {
        baseTrueTicks = trueTicks;
        baseDeviceTicks = unixEpochTicks;
    }

    /// <summary>Sets the clock; the part below a second is dropped, as the device drops it.</summary>
    public void Set(long trueTicks, long deviceTicks)
    {
        baseTrueTicks = trueTicks;
        baseDeviceTicks = deviceTicks - (deviceTicks % TimeSpan.TicksPerSecond);
    }

    /// <summary>Changes the clock's speed from now on: <paramref name="partsPerMillion"/> above zero runs fast.</summary>
    public void RunAt(long trueTicks, double partsPerMillion)
    {
        baseDeviceTicks = DeviceTicks(trueTicks);
        baseTrueTicks = trueTicks;
        rate = 1 + (partsPerMillion / 1e6);
    }
}
