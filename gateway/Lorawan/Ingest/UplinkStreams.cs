using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// Tells a repeated uplink from a counter that began again. Devices activated by personalisation keep their address and
/// restart at 0 after every change of battery, some at every wake; a strict counter would drop all they send from then on.
/// </summary>
internal sealed class UplinkStreams(IReadingStore store)
{
    // A repetition is looked for so many lives back; older messages are known by the table of messages.
    private const int LivesSearched = 16;
    private const long EarliestKeptUnixSeconds = 1_577_836_800;
    private const long HourMilliseconds = 3_600_000;
    private const long LongestPauseMilliseconds = 400L * 86_400_000;
    private const long ClockSlackMilliseconds = 60_000;
    private static readonly TimeSpan SameUplink = TimeSpan.FromMinutes(2);

    // Two servers note the same transmission within their clocks' errors; a new activation takes a device longer.
    private static readonly TimeSpan SameTransmission = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SameRecord = TimeSpan.FromSeconds(90);

    /// <summary>The stream for an uplink; null when it is stored already.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="uplink">The uplink.</param>
    /// <param name="values">Its values.</param>
    /// <param name="timeUnixMilliseconds">Its time.</param>
    public StreamKey? Find(int deviceId, ForeignUplink uplink, DecodedValues values, long timeUnixMilliseconds)
    {
        var streams = store.Streams(deviceId).Select(stream => stream.Key).OrderByDescending(key => key.Incarnation).ToList();
        if (CameByAnotherServer(streams, deviceId, uplink, values, timeUnixMilliseconds))
            return null;
        var lives = streams.FindAll(key => key.Boot == uplink.Session);
        if (lives.Count == 0)
            return new StreamKey(deviceId, uplink.Session, 0);
        var withCounter = lives.Where(life => store.CountKnown(life, uplink.Counter, 1) > 0).Take(LivesSearched);
        foreach (var life in withCounter)
        {
            var known = store.Find(new SampleIdentity(deviceId, life.Boot, life.Incarnation, uplink.Counter));
            if (known is null ? MayBeGone(deviceId, timeUnixMilliseconds) : Math.Abs(known.TimeUnixMilliseconds - timeUnixMilliseconds) <= SameUplink.TotalMilliseconds)
                return null;
        }

        return store.CountKnown(lives[0], uplink.Counter, 1) == 0 ? lives[0] : lives[0] with { Incarnation = lives[0].Incarnation + 1 };
    }

    /// <summary>
    /// The stream for a record that the device kept; null when it is stored already, as a record or as the uplink that it once
    /// was, or when the device's clock was not set. Its counter is its time.
    /// </summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="record">The record.</param>
    /// <param name="receivedUnixMilliseconds">When it arrived.</param>
    public StreamKey? FindKept(int deviceId, DeviceRecord record, long receivedUnixMilliseconds)
    {
        var time = record.UnixSeconds * 1000L;
        var stream = new StreamKey(deviceId, SampleGaps.KeptRecords, 0);
        if (record.UnixSeconds < EarliestKeptUnixSeconds || time > receivedUnixMilliseconds + ClockSlackMilliseconds || store.CountKnown(stream, record.UnixSeconds, 1) > 0)
            return null;
        var around = (long)SameRecord.TotalMilliseconds;
        return store.Read(deviceId, time - around, time + around).Any(sample => IsSame(sample, record.Values)) ? null : stream;
    }

    // Two servers with the keys of one device, each with a session of its own: same counter, moment and values.
    private bool CameByAnotherServer(List<StreamKey> streams, int deviceId, ForeignUplink uplink, DecodedValues values, long time)
    {
        if (!streams.Exists(key => key.Boot != uplink.Session && key.Boot != SampleGaps.KeptRecords && store.CountKnown(key, uplink.Counter, 1) > 0))
            return false;
        var around = (long)SameTransmission.TotalMilliseconds;
        return store.Read(deviceId, time - around, time + around + 1).Any(sample => sample.Identity.Counter == uplink.Counter && sample.Identity.Boot != uplink.Session && IsSame(sample, values));
    }

    // True if retention may have taken a sample of that time: then the counter alone must do. Of what is newer than all the
    // rest, or of an hour that is whole and has anything before it, it has taken none: days go oldest first.
    private bool MayBeGone(int deviceId, long time)
    {
        if (store.Latest(deviceId) is { } latest && time > latest.TimeUnixMilliseconds + SameUplink.TotalMilliseconds)
            return false;
        var hour = time - (time % HourMilliseconds);
        return store.ThinnedHours(deviceId, hour, hour + HourMilliseconds).Count > 0 || !store.Read(deviceId, hour - LongestPauseMilliseconds, hour).Any();
    }

    // What both have, and where neither has a value the same faults; a record has fewer channels than the uplink that it once was.
    private static bool IsSame(Sample sample, DecodedValues record)
    {
        var both = Enumerable.Range(0, Math.Min(sample.Values.Length, record.Values.Length)).Where(channel => sample.Faults[channel] == 0 && record.Faults[channel] == 0).ToList();
        return sample.LayoutId == record.LayoutId && (both.Count > 0 ? both.All(channel => sample.Values[channel] == record.Values[channel]) : sample.Faults.AsSpan().SequenceEqual(record.Faults));
    }
}
