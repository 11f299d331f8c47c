using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// Time of a foreign uplink. Such a device measures when it sends, so the reception at the network server is the time of
/// the measurement; the server's clock is set by NTP or by GPS of a radio gateway. Without it the arrival here counts.
/// </summary>
/// <param name="UnixMilliseconds">When it was measured.</param>
/// <param name="UncertaintyMilliseconds">± of it.</param>
/// <param name="ReceivedUnixMilliseconds">When it arrived.</param>
/// <param name="ProvisionalPeriod">0: final; else the period of the gateway's unset clock that it hangs on.</param>
internal readonly record struct UplinkTime(long UnixMilliseconds, int UncertaintyMilliseconds, long ReceivedUnixMilliseconds, int ProvisionalPeriod)
{
    /// <summary>± of a time that the arrival here stands in for, ms.</summary>
    public const int OfArrivalMilliseconds = 60_000;

    private const int OfDeviceMilliseconds = 60_000;

    // The first day that a server's time is taken on trust while the own clock cannot check it.
    private static readonly long EarliestUnchecked = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Decides the time.</summary>
    public static UplinkTime Of(ForeignUplink uplink, ClockReading arrival)
    {
        var now = arrival.UnixMilliseconds;
        if (uplink.TimeUnixMilliseconds is not { } server)
            return new(now, OfArrivalMilliseconds, now, arrival.ProvisionalPeriod);
        if (!arrival.IsTrusted)
            return server >= EarliestUnchecked ? new(server, OfArrivalMilliseconds, server, 0) : new(now, OfArrivalMilliseconds, now, arrival.ProvisionalPeriod);

        // Nothing arrives before it was taken: a server that is ahead is as sure as it is ahead.
        return server <= now
            ? new(server, uplink.TimeUncertaintyMilliseconds, now, 0)
            : new(now, (int)Math.Min(int.MaxValue, uplink.TimeUncertaintyMilliseconds + server - now), now, 0);
    }

    /// <summary>The same, right where the clock has been set since it was taken.</summary>
    public UplinkTime Settled(GatewayClock clock)
    {
        if (ProvisionalPeriod == 0)
            return this;
        var (time, received) = (clock.Settle(new(UnixMilliseconds, ProvisionalPeriod)), clock.Settle(new(ReceivedUnixMilliseconds, ProvisionalPeriod)));
        return this with { UnixMilliseconds = time.UnixMilliseconds, ReceivedUnixMilliseconds = received.UnixMilliseconds, ProvisionalPeriod = time.ProvisionalPeriod };
    }

    /// <summary>The times that the database has of it.</summary>
    /// <param name="unixMilliseconds">When it was measured.</param>
    /// <param name="receivedUnixMilliseconds">When it arrived first.</param>
    /// <param name="period">0, or the period that both hang on.</param>
    /// <param name="slackMilliseconds">± that the repair of a provisional time left.</param>
    public UplinkTime AsStored(long unixMilliseconds, long receivedUnixMilliseconds, int period, long slackMilliseconds) =>
        new(unixMilliseconds, (int)Math.Min(int.MaxValue, UncertaintyMilliseconds + slackMilliseconds), receivedUnixMilliseconds, period);

    /// <summary>Time of a record that a device kept: by its own clock, which the network sets now and then.</summary>
    public static UplinkTime OfRecord(DeviceRecord record, UplinkTime uplink) =>
        new(record.UnixSeconds * 1000L, OfDeviceMilliseconds, uplink.ReceivedUnixMilliseconds, 0);
}
