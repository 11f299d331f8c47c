using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>
/// Counts incidents by node and kind, in memory and, now and then, on disk. Bounded: strangers, who choose their names, have a
/// number of lines of their own, of which the one unheard for longest goes; registered nodes, whose number is the registry's,
/// always have room. Its lines are what the operator sees of refusals, restarts and clones.
/// </summary>
internal sealed class IncidentBook(GatewayClock clock)
{
    private const int MaximumStrangers = 4096;
    private const int MaximumSubjectLength = 40;

    /// <summary>Holds the counts of the strangers whose lines went.</summary>
    private const string Others = "(others)";

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Subject, IncidentKind Kind), Line> _lines = [];

    // Unheard for longest first.
    private readonly LinkedList<(string Subject, IncidentKind Kind)> _strangers = new();
    private long _version;
    private long _evictedAt;

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
        var now = clock.Now().UnixMilliseconds;
        lock (_lock)
            Add(new Incident(Clean(subject), kind, 1, now, now, detail));
    }

    /// <summary>Reads what was saved; what was noted before in this run is added to it.</summary>
    public void Load(SqliteConnection connection)
    {
        var saved = connection.Rows(
            "SELECT subject, kind, count, first_ms, last_ms, detail FROM incident ORDER BY last_ms",
            row => new Incident(row.GetString(0), (IncidentKind)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5))).ToList();
        lock (_lock)
        {
            List<Incident> noted = [.. _lines.Values.Select(line => line.Incident)];
            _lines.Clear();
            _strangers.Clear();
            foreach (var incident in saved)
                Put(incident, version: 0);
            foreach (var incident in noted)
                Add(incident);
        }
    }

    /// <summary>Saves what changed after a version.</summary>
    public void Save(SqliteConnection connection, long afterVersion)
    {
        bool isEvicted;
        List<Incident> changed;
        lock (_lock)
        {
            isEvicted = _evictedAt > afterVersion;
            changed = [.. _lines.Values.Where(line => line.Version > afterVersion || (isEvicted && line.Incident.Kind == IncidentKind.UnknownNode)).Select(line => line.Incident)];
        }

        if (isEvicted)
            connection.Run("DELETE FROM incident WHERE kind = $kind", ("$kind", (int)IncidentKind.UnknownNode));
        foreach (var incident in changed)
        {
            connection.Run(
                "INSERT OR REPLACE INTO incident VALUES($subject, $kind, $count, $first, $last, $detail)",
                ("$subject", incident.Subject),
                ("$kind", (int)incident.Kind),
                ("$count", incident.Count),
                ("$first", incident.FirstUnixMilliseconds),
                ("$last", incident.LastUnixMilliseconds),
                ("$detail", incident.Detail));
        }
    }

    private void Add(Incident news)
    {
        var incident = !_lines.TryGetValue((news.Subject, news.Kind), out var line) ? news : line.Incident with
        {
            Count = line.Incident.Count + news.Count,
            FirstUnixMilliseconds = Math.Min(line.Incident.FirstUnixMilliseconds, news.FirstUnixMilliseconds),
            LastUnixMilliseconds = news.LastUnixMilliseconds,
            Detail = news.Detail,
        };
        Put(incident, ++_version);
    }

    private void Put(Incident incident, long version)
    {
        var key = (incident.Subject, incident.Kind);
        if (_lines.TryGetValue(key, out var old) && old.Stranger is { } place)
            _strangers.Remove(place);
        var isStranger = incident.Kind == IncidentKind.UnknownNode && incident.Subject != Others;
        _lines[key] = new Line(incident, version, isStranger ? _strangers.AddLast(key) : null);
        if (_strangers.Count <= MaximumStrangers)
            return;
        _lines.Remove(_strangers.First!.Value, out var evicted);
        _strangers.RemoveFirst();
        Add(evicted!.Incident with { Subject = Others });
        _evictedAt = _version;
    }

    private static string Clean(string subject)
    {
        var cut = subject.Length > MaximumSubjectLength ? subject[..MaximumSubjectLength] : subject;
        return new string([.. cut.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '(' or ')' ? letter : '?')]);
    }

    private sealed record Line(Incident Incident, long Version, LinkedListNode<(string Subject, IncidentKind Kind)>? Stranger);
}
