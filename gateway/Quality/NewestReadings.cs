using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>
/// Judges the newest readings of a device once after each change of what they are made of. It looks back a day, and only where all of that day is at rest
/// the whole time that tells a stuck probe from a calm one: a day is a hundred samples, that time eight hundred.
/// </summary>
internal sealed class NewestReadings : INewestReadings, IDisposable
{
    // The first moves of the day are judged by the readings before them, at the most two neighbours back.
    private static readonly long ShortLook = (long)(NewestReading.Day + (3 * SeriesJudge.FarthestNeighbour)).TotalMilliseconds;
    private static readonly long LongLook = (long)SeriesJudge.Before.TotalMilliseconds;

    private readonly IReadingStore _store;
    private readonly INodeDirectory _nodes;
    private readonly ICalibrations _calibrations;
    private readonly SeriesReader _reader;
    private readonly ConcurrentDictionary<int, (Basis Basis, IReadOnlyList<NewestReading> Channels)> _known = new();
    private int _registryChanges;

    /// <summary>Watches the registry.</summary>
    public NewestReadings(IReadingStore store, INodeDirectory nodes, ICalibrations calibrations, SeriesReader reader)
    {
        (_store, _nodes, _calibrations, _reader) = (store, nodes, calibrations, reader);
        nodes.Changed += NoteChange;
    }

    /// <inheritdoc/>
    public IReadOnlyList<NewestReading> Of(int deviceId)
    {
        // What changes meanwhile makes the basis old, never the answer newer than its basis.
        var (changes, revision, samples) = (Volatile.Read(ref _registryChanges), _calibrations.Revision, CountSamples(deviceId));
        if (_store.Latest(deviceId) is not { } newest)
            return [];
        var basis = new Basis(newest.Sequence, newest.TimeUnixMilliseconds, samples, changes, revision);
        if (_known.TryGetValue(deviceId, out var known) && known.Basis == basis)
            return known.Channels;
        var channels = Look(deviceId, newest.TimeUnixMilliseconds);
        _known[deviceId] = (basis, channels);
        return channels;
    }

    /// <inheritdoc/>
    public void Dispose() => _nodes.Changed -= NoteChange;

    private void NoteChange() => Interlocked.Increment(ref _registryChanges);

    private List<NewestReading> Look(int deviceId, long newest)
    {
        var series = _reader.Read(deviceId, newest - ShortLook, newest + 1);
        if (series.Any(SeriesJudge.HangsOnEarlier))
            series = _reader.Read(deviceId, newest - LongLook, newest + 1);
        var channels = series.Select(readings => NewestReading.Of(SeriesJudge.Judge(readings), newest))
            .Where(channel => newest - channel.Last.TimeUnixMilliseconds <= NewestReading.Day.TotalMilliseconds).ToList();

        // After a change of wiring the same place is measured under another layout or by another probe.
        return [.. channels.GroupBy(Place).SelectMany(place => place.Where(channel => channel.Last.TimeUnixMilliseconds == place.Max(other => other.Last.TimeUnixMilliseconds)))];
    }

    private static (Quantity Quantity, int Depth, int Channel, string Field) Place(NewestReading channel) => channel.Last.Reading is var reading
        && reading.DepthCentimeters != ProbeDescription.InAir
            ? (reading.Quantity, reading.DepthCentimeters, 0, reading.FieldName)
            : (reading.Quantity, reading.DepthCentimeters, reading.Channel, reading.FieldName);

    // Of the counters and not of the rows: a late arrival is seen, and what retention takes away changes no judgement.
    private long CountSamples(int deviceId) => _store.Streams(deviceId).Sum(stream => stream.Ranges.Sum(range => (long)range.Last - range.First + 1));

    /// <summary>What the judgement hangs on.</summary>
    private readonly record struct Basis(long Sequence, long TimeUnixMilliseconds, long Samples, int RegistryChanges, long CalibrationRevision);
}
