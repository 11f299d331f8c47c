using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// Tells a repeated uplink from a counter that began again. Devices activated by personalisation keep their address and
/// restart at 0 after every change of battery; a strict counter would drop all they send from then on.
/// </summary>
internal sealed class UplinkStreams(IReadingStore store)
{
    private const int MostIncarnations = 100;
    private static readonly TimeSpan SameUplink = TimeSpan.FromMinutes(2);

    /// <summary>The stream for an uplink; null when it is stored already.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="uplink">The uplink.</param>
    /// <param name="timeUnixMilliseconds">Its time.</param>
    public StreamKey? Find(int deviceId, ForeignUplink uplink, long timeUnixMilliseconds)
    {
        for (var incarnation = 0; incarnation < MostIncarnations; incarnation++)
        {
            var stream = new StreamKey(deviceId, uplink.Session, incarnation);
            if (store.CountKnown(stream, uplink.Counter, 1) == 0)
                return stream;
            var known = store.Find(new SampleIdentity(deviceId, uplink.Session, incarnation, uplink.Counter));
            if (known is null || Math.Abs(known.TimeUnixMilliseconds - timeUnixMilliseconds) <= SameUplink.TotalMilliseconds)
                return null;
        }

        return null;
    }
}
