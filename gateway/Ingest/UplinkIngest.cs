using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>The way of foreign samples into the gateway: new? when? stored. Answers after the disk has it.</summary>
internal sealed class UplinkIngest(IReadingStore store, GatewayClock clock)
{
    /// <summary>Takes a sample.</summary>
    /// <returns>Accepted, Duplicate or Unavailable.</returns>
    public async Task<IngestOutcome> AcceptAsync(ForeignSample sample, CancellationToken cancellation = default)
    {
        var arrival = clock.Now();
        // A time to come would block the channel at the city's platform; arrival is the latest that can be true.
        var time = Math.Min(sample.TimeUnixMilliseconds ?? arrival.UnixMilliseconds, arrival.UnixMilliseconds);
        var isOfThisClock = sample.TimeUnixMilliseconds is null;
        var batch = new SampleBatch
        {
            Stream = new StreamKey(sample.DeviceId, sample.Session, 0),
            FirstCounter = sample.Counter,
            LayoutId = sample.LayoutId,
            BatteryMillivolts = sample.BatteryMillivolts,
            ReceivedUnixMilliseconds = arrival.UnixMilliseconds,
            // While this clock is not set, even a foreign time cannot be checked against it: it is held back too.
            ProvisionalPeriod = arrival.ProvisionalPeriod,
            AgeSeconds = 0,
            DelayBoundMilliseconds = null,
            NodeSeconds = [(uint)Math.Clamp(time / 1000, 0, uint.MaxValue)],
            TimesUnixMilliseconds = [time],
            UncertaintiesMilliseconds = [isOfThisClock ? Math.Max(1000, sample.UncertaintyMilliseconds) : sample.UncertaintyMilliseconds],
            ChannelCount = sample.Values.Length,
            Values = sample.Values,
            Faults = sample.Faults,
        };
        try
        {
            return await store.AppendAsync(batch, cancellation) > 0 ? IngestOutcome.Accepted : IngestOutcome.Duplicate;
        }
        catch (StorageUnavailableException)
        {
            return IngestOutcome.Unavailable;
        }
    }
}
