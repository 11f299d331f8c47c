using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// The way of a network server's message into the gateway: read, keep raw, decode by table, store. Answers after the disk
/// has it. The message is kept before its values are, so that nothing is lost where a table is missing or wrong.
/// </summary>
internal sealed class UplinkIngest(
    INodeDirectory directory, ForeignRegistration registration, IReadingStore store, DatabaseWriter writer, FrameIngest frames, GatewayClock clock, LorawanOptions options) : IDisposable
{
    /// <summary>FPort of this project's own frame (FRAME.md, section 3).</summary>
    public const int OwnFramePort = 66;

    private readonly UplinkStreams _streams = new(store);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Counts of deliveries by outcome.</summary>
    public UplinkCounters Counters { get; } = new();

    /// <summary>Takes a message.</summary>
    /// <param name="json">As it came.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<UplinkResult> AcceptAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation = default)
    {
        if (!UplinkMessage.TryRead(json, out var uplink, out var problem))
            return Counters.Count(new UplinkResult(UplinkOutcome.Refused, problem));
        if (directory.FindForeign(uplink.Eui) is { IsRetired: true })
            return Counters.Count(new UplinkResult(UplinkOutcome.Refused, $"Gerät {uplink.Eui} ist außer Dienst"));
        await _turn.WaitAsync(cancellation);
        try
        {
            return Counters.Count(uplink.Port == OwnFramePort ? await TakeOwnFrameAsync(uplink, cancellation) : await TakeAsync(uplink, json, cancellation));
        }
        catch (StorageUnavailableException)
        {
            return Counters.Count(new UplinkResult(UplinkOutcome.Unavailable));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Tries messages without values again: a table may have been added, a model entered.</summary>
    /// <returns>How many got values.</returns>
    public async Task<int> ReadKeptAsync(Database database, CancellationToken cancellation = default)
    {
        const int AtATime = 100;
        var (read, last) = (0, 0L);
        while (true)
        {
            List<(long Id, long ReceivedUnixMilliseconds, byte[] Message)> kept;
            using (var connection = database.OpenReader())
                kept = UplinkTable.Unread(connection, last, AtATime);
            foreach (var (id, received, message) in kept)
            {
                last = id;
                if (!UplinkMessage.TryRead(message, out var uplink, out _))
                    continue;
                await _turn.WaitAsync(cancellation);
                try
                {
                    read += await ReadAsync(uplink, UplinkTime.Of(uplink, new ClockReading(received, 0)), cancellation) is not null ? 1 : 0;
                }
                finally
                {
                    _turn.Release();
                }
            }

            if (kept.Count < AtATime)
                return read;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<UplinkResult> TakeAsync(ForeignUplink uplink, ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        var time = UplinkTime.Of(uplink, clock.Now());
        var compressed = UplinkTable.Compress(json.Span);
        var isNew = await writer.WriteAsync(
            connection => UplinkTable.Add(connection, uplink, time.UnixMilliseconds, time.ReceivedUnixMilliseconds, compressed, options.MessagesKept), cancellation);
        var added = await ReadAsync(uplink, time, cancellation);
        return new UplinkResult(added switch
        {
            true => UplinkOutcome.Stored,
            false => UplinkOutcome.Duplicate,
            null => isNew ? UplinkOutcome.KeptRaw : UplinkOutcome.Duplicate,
        });
    }

    /// <summary>Stores the values of an uplink: true new, false known, null when no table fits.</summary>
    private async Task<bool?> ReadAsync(ForeignUplink uplink, UplinkTime time, CancellationToken cancellation)
    {
        var known = directory.FindForeign(uplink.Eui);
        if (DeviceCatalogue.Match(uplink, known?.Model ?? "") is not { } profile || DeviceCatalogue.Decode(profile, uplink) is not { } values)
            return null;
        var device = known ?? await registration.EnsureAsync(uplink.Eui, profile.Name, cancellation);
        var stream = _streams.Find(device.DeviceId, uplink, time.UnixMilliseconds);
        var added = stream is { } free && await store.AppendAsync(Batch(free, uplink, values, time), cancellation) > 0;
        await writer.WriteAsync(connection => UplinkTable.MarkRead(connection, uplink, time.UnixMilliseconds), cancellation);
        return added;
    }

    private async Task<UplinkResult> TakeOwnFrameAsync(ForeignUplink uplink, CancellationToken cancellation)
    {
        var decoded = new DecodedFrame();
        if (FrameDecoder.Decode(uplink.Data, decoded) is var error and not FrameError.None)
            return new UplinkResult(UplinkOutcome.Refused, $"FPort {OwnFramePort} trägt keinen gültigen Rahmen: {error}");
        if (!decoded.CarriesNodeId)
            return new UplinkResult(UplinkOutcome.Refused, "Der Rahmen nennt keinen Knoten; über LoRaWAN muss er es");
        var result = await frames.AcceptAsync(uplink.Data, decoded.NodeId, null, cancellation);
        return result.Outcome switch
        {
            IngestOutcome.Accepted => new(UplinkOutcome.Stored),
            IngestOutcome.Duplicate => new(UplinkOutcome.Duplicate),
            IngestOutcome.Unavailable => new(UplinkOutcome.Unavailable),
            var outcome => new(UplinkOutcome.Refused, $"Rahmen abgewiesen: {outcome}"),
        };
    }

    private static SampleBatch Batch(StreamKey stream, ForeignUplink uplink, DecodedValues values, UplinkTime time) => new()
    {
        Stream = stream,
        FirstCounter = uplink.Counter,
        LayoutId = values.LayoutId,
        BatteryMillivolts = Math.Clamp(values.BatteryMillivolts, 0, ushort.MaxValue),
        ReceivedUnixMilliseconds = time.ReceivedUnixMilliseconds,
        ProvisionalPeriod = time.ProvisionalPeriod,
        AgeSeconds = 0,
        DelayBoundMilliseconds = null,

        // The device has no clock of its own; the network's stands in, so that the repair of times has one to go by.
        NodeSeconds = [(uint)Math.Clamp(time.UnixMilliseconds / 1000, 0, uint.MaxValue)],
        TimesUnixMilliseconds = [time.UnixMilliseconds],
        UncertaintiesMilliseconds = [time.UncertaintyMilliseconds],
        ChannelCount = values.Values.Length,
        Values = values.Values,
        Faults = values.Faults,
    };
}
