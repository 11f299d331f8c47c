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
    private (bool IsVouchedFor, ClockCorrection? PutRightBy)? _repairedBy;

    /// <summary>Counts of deliveries by outcome.</summary>
    public UplinkCounters Counters { get; } = new();

    /// <summary>Takes a message, or a batch of them.</summary>
    /// <param name="json">As it came.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Of a batch what matters most to its sender: to send again, else the best that became of any.</returns>
    public async Task<UplinkResult> AcceptAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation = default)
    {
        UplinkResult? best = null;
        foreach (var message in UplinkMessage.Split(json))
        {
            var result = Counters.Count(await AcceptOneAsync(message, cancellation));
            if (result.Outcome == UplinkOutcome.Unavailable)
                return result;
            best = best is { } before && Rank(before.Outcome) <= Rank(result.Outcome) ? before : result;
        }

        return best!.Value;

        static int Rank(UplinkOutcome outcome) => outcome == UplinkOutcome.Refused ? int.MaxValue : (int)outcome;
    }

    /// <summary>Tries messages without values again: a table may have been added, a model entered.</summary>
    /// <returns>How many got values.</returns>
    public async Task<int> ReadKeptAsync(Database database, CancellationToken cancellation = default)
    {
        const int AtATime = 100;
        await writer.WriteAsync(
            connection =>
            {
                UplinkTable.Repair(connection, clock);

                // It reads the whole table, and finds more only where more is known of the clock.
                var known = (clock.IsVouchedFor, clock.PutRightBy);
                if (known != _repairedBy)
                    AheadUplinks.Repair(connection, clock);
                _repairedBy = known;
            },
            cancellation);
        var (read, last) = (0, 0L);
        while (true)
        {
            List<UnreadUplink> kept;
            using (var connection = database.OpenReader())
                kept = UplinkTable.Unread(connection, last, AtATime);
            foreach (var message in kept)
            {
                last = message.Id;
                if (!UplinkMessage.TryRead(message.Message, out var uplink, out _))
                    continue;
                await _turn.WaitAsync(cancellation);
                try
                {
                    var time = UplinkTime.Of(uplink, new ClockReading(message.ReceivedUnixMilliseconds, message.Period))
                        .AsStored(message.TimeUnixMilliseconds, message.ReceivedUnixMilliseconds, message.Period, message.SlackMilliseconds).Settled(clock);
                    read += await ReadAsync(uplink, message.Id, time, cancellation) is not null ? 1 : 0;
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

    private async Task<UplinkResult> AcceptOneAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        if (!UplinkMessage.TryRead(json, out var uplink, out var problem))
            return new UplinkResult(problem.StartsWith(UplinkMessage.NotAnUplink, StringComparison.Ordinal) ? UplinkOutcome.Ignored : UplinkOutcome.Refused, problem);
        if (directory.FindForeign(uplink.Eui) is { IsRetired: true })
            return new UplinkResult(UplinkOutcome.Refused, $"Gerät {uplink.Eui} ist außer Dienst");
        await _turn.WaitAsync(cancellation);
        try
        {
            var time = UplinkTime.Of(uplink, clock.Now());
            return OwnFrame(uplink) is { } nodeId && directory.Find(nodeId) is not null
                ? await TakeOwnFrameAsync(uplink, nodeId, time, cancellation)
                : await TakeAsync(uplink, json, time, cancellation);
        }
        catch (StorageUnavailableException)
        {
            return new UplinkResult(UplinkOutcome.Unavailable);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<UplinkResult> TakeAsync(ForeignUplink uplink, ReadOnlyMemory<byte> json, UplinkTime time, CancellationToken cancellation)
    {
        var compressed = UplinkTable.Compress(json.Span);
        var stored = await writer.WriteAsync(connection => UplinkTable.Add(connection, uplink, time, clock, compressed, options.MessagesKept), cancellation);
        if (stored.IsRead)
            return new UplinkResult(UplinkOutcome.Duplicate);

        // The message is on disk: its values follow even where its sender has hung up.
        var added = await ReadAsync(uplink, stored.Id, stored.Time.Settled(clock), CancellationToken.None);
        return new UplinkResult(added switch
        {
            true => UplinkOutcome.Stored,
            false => UplinkOutcome.Duplicate,
            null => stored.IsNew ? UplinkOutcome.KeptRaw : UplinkOutcome.Duplicate,
        });
    }

    /// <summary>Stores the values of an uplink: true new, false known, null when no table fits or its time is later than now.</summary>
    private Task<bool?> ReadAsync(ForeignUplink uplink, long id, UplinkTime time, CancellationToken cancellation)
    {
        if (AheadUplinks.IsAhead(time.ReceivedUnixMilliseconds, clock.Now()))
            return Task.FromResult<bool?>(null);
        return OwnFrame(uplink) is { } nodeId ? ReadOwnFrameAsync(uplink, nodeId, id, time, cancellation) : ReadForeignAsync(uplink, id, time, cancellation);
    }

    private async Task<bool?> ReadForeignAsync(ForeignUplink uplink, long id, UplinkTime time, CancellationToken cancellation)
    {
        var known = directory.FindForeign(uplink.Eui);
        if (DeviceCatalogue.Match(uplink, known?.Model ?? "") is not { } profile || DeviceCatalogue.Decode(profile, uplink) is not { } values)
            return null;
        // What the device kept is checked against the arrival: all of it is read when that is known.
        if (values.History.Count > 0 && time.ProvisionalPeriod != 0)
            return null;
        var device = known ?? await registration.EnsureAsync(uplink.Eui, profile.Name, cancellation);
        var added = 0;
        if (values.HasAny && _streams.Find(device.DeviceId, uplink, values, time.UnixMilliseconds) is { } free)
            added += await store.AppendAsync(UplinkBatch.Of(free, uplink.Counter, values, time), cancellation);

        foreach (var record in values.History)
        {
            if (_streams.FindKept(device.DeviceId, record, time.ReceivedUnixMilliseconds) is { } kept)
                added += await store.AppendAsync(UplinkBatch.Of(kept, record.UnixSeconds, record.Values, UplinkTime.OfRecord(record, time)), cancellation);
        }

        await writer.WriteAsync(connection => UplinkTable.MarkRead(connection, id), cancellation);
        return added > 0;
    }

    // The node whose frame an uplink carries, unproved; null where it carries none, or one that names no node, as over LoRaWAN it must.
    private static uint? OwnFrame(ForeignUplink uplink)
    {
        var decoded = new DecodedFrame();
        return uplink.Port == OwnFramePort && FrameDecoder.Decode(uplink.Data, decoded) == FrameError.None && decoded.CarriesNodeId ? decoded.NodeId : null;
    }

    private async Task<UplinkResult> TakeOwnFrameAsync(ForeignUplink uplink, uint nodeId, UplinkTime time, CancellationToken cancellation)
    {
        // An arrival that is too early would refute all that is known of the node's clock: of a doubtful one the latest moment counts.
        var (latest, now) = (time.UnixMilliseconds + (time.UncertaintyMilliseconds > UplinkTime.OfArrivalMilliseconds ? time.UncertaintyMilliseconds : 0), clock.Now());
        var arrival = new ClockReading(now.IsTrusted ? Math.Min(latest, Math.Max(now.UnixMilliseconds, time.UnixMilliseconds)) : latest, time.ProvisionalPeriod);
        var result = await frames.AcceptAsync(uplink.Data, nodeId, null, arrival, cancellation);
        return result.Outcome switch
        {
            IngestOutcome.Accepted => new(UplinkOutcome.Stored),
            IngestOutcome.Duplicate => new(UplinkOutcome.Duplicate),
            IngestOutcome.Unavailable => new(UplinkOutcome.Unavailable),
            var outcome => new(UplinkOutcome.Refused, $"Rahmen abgewiesen: {outcome}"),
        };
    }

    // A frame that came before its node was registered: the network has acknowledged it, so the node will not send it again.
    private async Task<bool?> ReadOwnFrameAsync(ForeignUplink uplink, uint nodeId, long id, UplinkTime time, CancellationToken cancellation)
    {
        if (directory.Find(nodeId) is null)
            return null;
        var outcome = (await TakeOwnFrameAsync(uplink, nodeId, time, cancellation)).Outcome;
        if (outcome is not (UplinkOutcome.Stored or UplinkOutcome.Duplicate))
            return null;
        await writer.WriteAsync(connection => UplinkTable.MarkRead(connection, id), cancellation);
        return outcome == UplinkOutcome.Stored;
    }
}
