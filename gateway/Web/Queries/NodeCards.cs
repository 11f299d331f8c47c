using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What is shown of a node: its place, how it is, and its last readings.</summary>
internal sealed class NodeCards(IReadingStore store, INewestReadings newest, GatewayClock clock)
{
    // One sending may fail, two in a row want a look; two days a visit, or three sendings where those are rarer.
    private static readonly TimeSpan UsualSending = TimeSpan.FromSeconds(new NodeSettings().SendingIntervalSeconds);
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastSilence = TimeSpan.FromHours(48);

    /// <summary>The card of a device.</summary>
    /// <param name="device">The device as it is now.</param>
    /// <param name="now">Gateway time.</param>
    public NodeCard Of(DeviceDescription device, DateTimeOffset now)
    {
        var sample = store.Latest(device.DeviceId);
        var readings = newest.Of(device.DeviceId);
        var isClockSet = clock.Now().IsTrusted;
        // What a worn card has spoilt is left out by the store: a node of which nothing else is there has not been silent.
        var isUnreadable = sample is null && store.HasUnreadable(device.DeviceId, 0);
        var (level, state) = isUnreadable
            ? (Level.Alarm, Say("Daten nicht lesbar: Speicherkarte prüfen („/health“ nennt es)", "data cannot be read: check the card (“/health” names it)"))
            : State(device, sample, readings, isClockSet ? now : null);
        return new NodeCard(
            device.Name,
            device.Site?.Name ?? Say("Ohne Standort", "No site"),
            string.Join(", ", new[] { device.Site?.SpeciesGerman, device.Site?.Street, device.Site?.Reference }.Where(part => !string.IsNullOrEmpty(part)).Distinct()),
            level,
            state,
            isUnreadable ? "" : sample is null ? Say("noch nie", "never") : !isClockSet ? Say("Uhr nicht gestellt", "clock not set") : Ago(now - DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds)),
            Battery(sample),
            [.. readings.OrderBy(reading => reading.Last.Reading.DepthCentimeters).ThenBy(reading => reading.Last.Reading.Quantity).ThenBy(reading => reading.Last.Reading.Channel)
                .Select(reading => ReadingRows.Row(reading, sample?.TimeUnixMilliseconds ?? 0, now))]).WithSharedDoubts();
    }

    // Without a set clock (now is null) nobody can tell how old a sample is: no node is silent for that.
    private static (Level Level, string State) State(DeviceDescription device, Sample? sample, IReadOnlyList<NewestReading> channels, DateTimeOffset? now)
    {
        if (device.IsRetired)
            return (Level.Unknown, Say("außer Dienst", "retired"));
        if (sample is null)
            return (Level.Unknown, Say("hat noch nichts gesendet", "has sent nothing yet"));
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds) ?? TimeSpan.Zero;
        var sending = device.SendingInterval ?? UsualSending;
        var (lateAfter, silentAfter) = ((2 * sending) + Grace, (3 * sending) + Grace is var three && three > LeastSilence ? three : LeastSilence);
        var readings = channels.Where(channel => sample.TimeUnixMilliseconds - channel.Last.TimeUnixMilliseconds < lateAfter.TotalMilliseconds).Select(channel => channel.Last.Reading).ToList();
        var faults = readings.Count(reading => reading.Value is null);
        if (age >= silentAfter)
            return (Level.Alarm, $"{Say("meldet sich nicht mehr, letzte Messung", "is silent, last measurement")} {Ago(age)}");
        if (faults > 0)
            return (Level.Alarm, faults == readings.Count ? Say("keine Sonde misst", "no probe measures") : Count(faults, Say("Sonde gestört", "probe faulty"), Say("Sonden gestört", "probes faulty")));
        if (age >= lateAfter)
            return (Level.Warning, $"{Say("überfällig, letzte Messung", "overdue, last measurement")} {Ago(age)}");
        if (readings.Any(reading => reading.Flags.HasFlag(QualityFlags.BatteryLow)))
            return (Level.Warning, Say("Batterie schwach", "battery low"));
        if (readings.Any(reading => reading.Flags.HasFlag(QualityFlags.Stuck)))
            return (Level.Warning, Say("Werte prüfen: eine Sonde bewegt sich nicht", "check the values: a probe does not move"));
        if (readings.Any(reading => (reading.Flags & Doubtful) != 0) || channels.Any(channel => channel.LastMove is not null))
            return (Level.Warning, Say("Werte prüfen", "check the values"));
        return (Level.Good, now is null ? Say("in Ordnung, soweit es ohne gestellte Uhr zu sagen ist", "all right as far as can be told while the clock is not set") : Say("in Ordnung", "all right"));
    }

    private const QualityFlags Doubtful = QualityFlags.Range | QualityFlags.InAir | QualityFlags.Unregistered;

    private static string Battery(Sample? sample) =>
        sample is { BatteryMillivolts: > 0 } ? $"{Number(sample.BatteryMillivolts / 1000.0, 2)} V" : "";
}
