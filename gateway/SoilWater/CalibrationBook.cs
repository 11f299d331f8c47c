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

    /// <summary>Reads what is there. A damaged calibration is left out: the service must start, and <see cref="Refresh"/> tells it.</summary>
    public CalibrationBook(Database database, DatabaseWriter writer, TimeProvider time)
    {
        (_database, _writer, _time) = (database, writer, time);
        ReadTable();
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
            if (candidate.Calibration is { TakenBackAt: null } calibration && calibration.ValidFrom <= instant && (best is null || calibration.ValidFrom >= best.Calibration.ValidFrom))
                best = candidate;
        }

        return best;
    }

    /// <summary>Every calibration of a probe, oldest version first, those taken back too.</summary>
    public IReadOnlyList<Calibration> History(int probeId) =>
        _byProbe.TryGetValue(probeId, out var calibrations) ? [.. calibrations.Select(entry => entry.Calibration)] : [];

    /// <summary>Whether entering this would change nothing: the newest version of its probe and date says the same.</summary>
    public bool IsInForce(Calibration calibration) =>
        History(calibration.ProbeId).LastOrDefault(known => known.TakenBackAt is null && known.ValidFrom == calibration.ValidFrom) is { } known
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
        ReadTable(); // damage of others is the refresher's to tell: this entry is in
        return added;
    }

    /// <summary>Takes a calibration back: for all readings of its probe the one before it holds again. It stays in the history.</summary>
    /// <param name="probeId">The probe.</param>
    /// <param name="version">The version of this probe.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    /// <exception cref="ArgumentException">There is no such version, or it was taken back before; the message is for the person who wanted it.</exception>
    public async Task<Calibration> TakeBackAsync(int probeId, int version, string note, CancellationToken cancellation = default)
    {
        if (History(probeId).FirstOrDefault(known => known.Version == version) is not { } calibration)
            throw new ArgumentException($"Eine Fassung {version} gibt es nicht; „probe calibrations“ zeigt sie. / There is no version {version}.", nameof(version));
        if (calibration.TakenBackAt is { } before)
            throw new ArgumentException($"Fassung {version} wurde am {before:yyyy-MM-dd} schon zurückgenommen. / Version {version} was taken back before.", nameof(version));
        var now = _time.GetUtcNow();
        await _writer.WriteAsync(
            connection =>
            {
                CalibrationTable.TakeBack(connection, probeId, version, note, now);
                return 0;
            },
            cancellation);
        ReadTable();
        return calibration with { TakenBackAt = now, TakenBackNote = note };
    }

    /// <summary>Reads the table again.</summary>
    /// <exception cref="InvalidDataException">
    /// A calibration was damaged or changed by hand; the message says which. Its probe keeps what was in force, all other probes follow the table.
    /// </exception>
    public void Refresh()
    {
        if (ReadTable() is { } damage)
            throw new InvalidDataException(damage);
    }

    private string? ReadTable()
    {
        // One at a time, so that an older reading of the table never replaces a newer one.
        lock (_refreshing)
        {
            using var connection = _database.OpenReader();
            var all = CalibrationTable.ReadAll(connection);
            var before = _byProbe;
            _byProbe = all.GroupBy(stored => stored.ProbeId).ToFrozenDictionary(
                group => group.Key,
                group => group.Any(stored => stored.Damage is not null) && before.TryGetValue(group.Key, out var kept)
                    ? kept
                    : group.Where(stored => stored.Damage is null).Select(stored => Prepare(stored.Calibration!)).ToArray());

            // Rows are only ever added, one by one, so their number tells states apart.
            Revision = all.Count + all.Count(stored => stored.Calibration?.TakenBackAt is not null);
            return all.FirstOrDefault(stored => stored.Damage is not null)?.Damage;
        }
    }

    private static ProbeCalibration Prepare(Calibration calibration) =>
        new(calibration, calibration.Points.Count == 0 ? null : new CalibrationCurve(calibration.Points));
}
