using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>
/// Counts incidents by node and kind, in memory and, now and then, on disk. Bounded: strangers, who choose their names, have a
/// number of lines of their own, of which the one unheard for longest goes; registered nodes, whose number is the registry's,
/// always have room. Its lines are what the operator sees of refusals, restarts and clones.
/// </summary>
internal sealed class IncidentBook
{
    private const int MaximumStrangers = 4096;
    private const int MaximumSubjectLength = 40;

    /// <summary>Holds the counts of the strangers whose lines went.</summary>
    private const string Others = "(others)";

    private readonly GatewayClock _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Subject, IncidentKind Kind), Line> _lines = [];

    // Unheard for longest first.
    private readonly LinkedList<(string Subject, IncidentKind Kind)> _strangers = new();
    private long _version;
    private long _evictedAt;

    /// <summary>An empty book that dates by a clock, and puts its dates right when that clock is.</summary>
    public IncidentBook(GatewayClock clock)
    {
        _clock = clock;
        clock.BecameTrusted += PutRight;
        clock.PutRight += PutRight;
    }

    /// <summary>All incidents, the latest first.</summary>
    public IReadOnlyList<Incident> All
    {
        get
        {
            lock (_lock)
                return [.. _lines.Values.Select(line => line.Incident).OrderByDescending(incident => incident.LastUnixMilliseconds)];
        }
    }

    /// <summary>Rises with every change; times cannot tell what changed, for a clock may be set back.</summary>
    public long Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    /// <summary>Sum over all nodes by kind.</summary>
    public long Total(IncidentKind kind)
    {
        lock (_lock)
            return _lines.Values.Where(line => line.Incident.Kind == kind).Sum(line => line.Incident.Count);
    }

    /// <summary>Counts an incident.</summary>
    /// <param name="subject">Node id or name; cleaned here, since strangers choose it.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="detail">Details, from this program, never with a secret.</param>
    public void Note(string subject, IncidentKind kind, string detail)
    {
        lock (_lock)
        {
            // Inside, so that a clock that is set meanwhile puts this one right too.
            var now = _clock.Now().UnixMilliseconds;
            Add(new Incident(Clean(subject), kind, 1, now, now, detail), isOfThisRun: true);
        }
    }

    /// <summary>Reads what was saved; what was noted before in this run is added to it.</summary>
    public void Load(SqliteConnection connection)
    {
        var saved = connection.Rows(
            "SELECT subject, kind, count, first_ms, last_ms, detail FROM incident ORDER BY last_ms",
            row => new Incident(row.GetString(0), (IncidentKind)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5))).ToList();
        lock (_lock)
        {
            List<Line> noted = [.. _lines.Values];
            _lines.Clear();
            _strangers.Clear();
            var now = _clock.Now();
            foreach (var incident in saved)
                Put(now.IsTrusted ? NotAfter(incident, now.UnixMilliseconds) : incident, version: 0, isFirstOfThisRun: false, isLastOfThisRun: false);
            foreach (var line in noted)
                Add(line.Incident, isOfThisRun: true);
        }
    }

    /// <summary>Saves what changed after a version.</summary>
    public void Save(SqliteConnection connection, long afterVersion)
    {
        bool isEvicted;
        List<Line> changed;
        lock (_lock)
        {
            isEvicted = _evictedAt > afterVersion;
            changed = [.. _lines.Values.Where(line => line.Version > afterVersion || (isEvicted && line.Incident.Kind == IncidentKind.UnknownNode))];
        }

        // Should the clock not be set before the power goes again: no earlier than what is known to be over.
        var earliest = _clock.Now().IsTrusted ? 0 : _clock.NewestStoredAtStart;
        if (isEvicted)
            connection.Run("DELETE FROM incident WHERE kind = $kind", ("$kind", (int)IncidentKind.UnknownNode));
        foreach (var line in changed)
        {
            var incident = line.Incident;
            connection.Run(
                "INSERT OR REPLACE INTO incident VALUES($subject, $kind, $count, $first, $last, $detail)",
                ("$subject", incident.Subject),
                ("$kind", (int)incident.Kind),
                ("$count", incident.Count),
                ("$first", line.IsFirstOfThisRun ? Math.Max(earliest, incident.FirstUnixMilliseconds) : incident.FirstUnixMilliseconds),
                ("$last", line.IsLastOfThisRun ? Math.Max(earliest, incident.LastUnixMilliseconds) : incident.LastUnixMilliseconds),
                ("$detail", incident.Detail));
        }
    }

    // The clock was set, or was wrong and is right now: what this run noted moves by what it lacked.
    private void PutRight(ClockCorrection correction)
    {
        lock (_lock)
        {
            foreach (var (key, line) in _lines.ToList())
            {
                var (first, last) = (line.Incident.FirstUnixMilliseconds, line.Incident.LastUnixMilliseconds);
                var right = NotAfter(line.Incident with
                {
                    FirstUnixMilliseconds = line.IsFirstOfThisRun ? first + correction.AddMilliseconds : first,
                    LastUnixMilliseconds = line.IsLastOfThisRun ? last + correction.AddMilliseconds : last,
                }, correction.TrustedUnixMilliseconds);
                if (right != line.Incident)
                    _lines[key] = line with { Incident = right, Version = ++_version };
            }
        }
    }

    // Nothing has happened later than now: a clock that ran ahead said so.
    private static Incident NotAfter(Incident incident, long now) => incident with
    {
        FirstUnixMilliseconds = Math.Min(incident.FirstUnixMilliseconds, now),
        LastUnixMilliseconds = Math.Min(incident.LastUnixMilliseconds, now),
    };

    private void Add(Incident news, bool isOfThisRun)
    {
        var known = _lines.GetValueOrDefault((news.Subject, news.Kind));
        // What an earlier run noted was before, whatever a clock says that is not set.
        var isFirst = known is null || (news.FirstUnixMilliseconds < known.Incident.FirstUnixMilliseconds && (known.IsFirstOfThisRun || !isOfThisRun));
        var incident = known is null ? news : known.Incident with
        {
            Count = known.Incident.Count + news.Count,
            FirstUnixMilliseconds = isFirst ? news.FirstUnixMilliseconds : known.Incident.FirstUnixMilliseconds,
            LastUnixMilliseconds = news.LastUnixMilliseconds,
            Detail = news.Detail,
        };
        Put(incident, ++_version, isFirst ? isOfThisRun : known!.IsFirstOfThisRun, isOfThisRun);
    }

    private void Put(Incident incident, long version, bool isFirstOfThisRun, bool isLastOfThisRun)
    {
        var key = (incident.Subject, incident.Kind);
        if (_lines.TryGetValue(key, out var old) && old.Stranger is { } place)
            _strangers.Remove(place);
        var isStranger = incident.Kind == IncidentKind.UnknownNode && incident.Subject != Others;
        _lines[key] = new Line(incident, version, isStranger ? _strangers.AddLast(key) : null, isFirstOfThisRun, isLastOfThisRun);
        if (_strangers.Count <= MaximumStrangers)
            return;
        _lines.Remove(_strangers.First!.Value, out var evicted);
        _strangers.RemoveFirst();
        Add(evicted!.Incident with { Subject = Others }, evicted.IsLastOfThisRun);
        _evictedAt = _version;
    }

    private static string Clean(string subject)
    {
        var cut = subject.Length > MaximumSubjectLength ? subject[..MaximumSubjectLength] : subject;
        return new string([.. cut.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '(' or ')' ? letter : '?')]);
    }

    // Of this run: dated by the clock as it is in this run, which may still prove wrong.
    private sealed record Line(
        Incident Incident, long Version, LinkedListNode<(string Subject, IncidentKind Kind)>? Stranger, bool IsFirstOfThisRun, bool IsLastOfThisRun);
}
