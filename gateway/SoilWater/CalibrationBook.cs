using System.Collections.Frozen;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// Holds every calibration in memory and adds new ones. One entered by another process (a command) is seen by
/// <see cref="Refresh"/>.
/// </summary>
internal sealed class CalibrationBook : ICalibrations
{
    private readonly Database _database;
    private readonly DatabaseWriter _writer;
    private readonly TimeProvider _time;
    private readonly Lock _refreshing = new();
    private volatile FrozenDictionary<int, ProbeCalibration[]> _byProbe = FrozenDictionary<int, ProbeCalibration[]>.Empty;

    /// <summary>Reads what is there.</summary>
    public CalibrationBook(Database database, DatabaseWriter writer, TimeProvider time)
    {
        (_database, _writer, _time) = (database, writer, time);
        Refresh();
    }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <inheritdoc/>
    public ProbeCalibration? For(int probeId, DateTimeOffset instant)
    {
        if (!_byProbe.TryGetValue(probeId, out var calibrations))
            return null;

        // The latest start not after the instant; of those with the same start the newest version.
        ProbeCalibration? best = null;
        foreach (var candidate in calibrations)
        {
            if (candidate.Calibration.ValidFrom <= instant && (best is null || candidate.Calibration.ValidFrom >= best.Calibration.ValidFrom))
                best = candidate;
        }

        return best;
    }

    /// <summary>Every calibration of a probe, oldest version first.</summary>
    public IReadOnlyList<Calibration> History(int probeId) =>
        _byProbe.TryGetValue(probeId, out var calibrations) ? [.. calibrations.Select(entry => entry.Calibration)] : [];

    /// <summary>Whether entering this would change nothing: the newest version of its probe and date says the same.</summary>
    public bool IsInForce(Calibration calibration) =>
        History(calibration.ProbeId).LastOrDefault(known => known.ValidFrom == calibration.ValidFrom) is { } known
        && known.Points.SequenceEqual(calibration.Points.OrderBy(point => point.Raw))
        && known.Compensation == calibration.Compensation
        && known.Note == calibration.Note;

    /// <summary>Enters one calibration.</summary>
    /// <returns>The calibration with its version.</returns>
    /// <exception cref="ArgumentException">It is not usable; the message says why, for the person who entered it.</exception>
    public async Task<Calibration> AddAsync(Calibration calibration, CancellationToken cancellation = default) => (await AddAsync([calibration], cancellation))[0];

    /// <summary>Enters calibrations, all or none; each holds for all readings of its probe since its date, past ones too.</summary>
    /// <returns>The calibrations with their versions.</returns>
    /// <exception cref="ArgumentException">One is not usable; the message says why, for the person who entered it.</exception>
    public async Task<IReadOnlyList<Calibration>> AddAsync(IReadOnlyList<Calibration> calibrations, CancellationToken cancellation = default)
    {
        if (calibrations.Select(CalibrationRules.Problem).FirstOrDefault(found => found is not null) is { } problem)
            throw new ArgumentException(problem, nameof(calibrations));
        if (calibrations.Count == 0)
            return [];
        var now = _time.GetUtcNow();
        var added = await _writer.WriteAsync(
            connection => calibrations.Select(calibration => CalibrationTable.Add(connection, calibration with { CreatedAt = now })).ToList(), cancellation);
        Refresh();
        return added;
    }

    /// <summary>Reads the table again.</summary>
    public void Refresh()
    {
        // One at a time, so that an older reading of the table never replaces a newer one.
        lock (_refreshing)
        {
            using var connection = _database.OpenReader();
            var all = CalibrationTable.ReadAll(connection);
            _byProbe = all.GroupBy(calibration => calibration.ProbeId).ToFrozenDictionary(group => group.Key, group => group.Select(Prepare).ToArray());
            // Versions are only ever added, so their number tells states apart.
            Revision = all.Count;
        }
    }

    private static ProbeCalibration Prepare(Calibration calibration) =>
        new(calibration, calibration.Points.Count == 0 ? null : new CalibrationCurve(calibration.Points));
}
