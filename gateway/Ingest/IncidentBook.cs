using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>
/// Counts incidents by node and kind, in memory and, now and then, on disk. Bounded: strangers can fill neither. Its lines
/// are what the operator sees of refusals, restarts and clones.
/// </summary>
internal sealed class IncidentBook(GatewayClock clock)
{
    private const int MaximumEntries = 4096;
    private const int MaximumSubjectLength = 40;
    private readonly ConcurrentDictionary<(string Subject, IncidentKind Kind), Incident> _entries = new();

    /// <summary>All incidents, the latest first.</summary>
    public IReadOnlyList<Incident> All => [.. _entries.Values.OrderByDescending(incident => incident.LastUnixMilliseconds)];

    /// <summary>Sum over all nodes by kind.</summary>
    public long Total(IncidentKind kind) => _entries.Values.Where(incident => incident.Kind == kind).Sum(incident => incident.Count);

    /// <summary>Counts an incident.</summary>
    /// <param name="subject">Node id or name; cleaned here, since strangers choose it.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="detail">Details, from this program, never with a secret.</param>
    public void Note(string subject, IncidentKind kind, string detail)
    {
        var now = clock.Now().UnixMilliseconds;
        var key = (Clean(subject), kind);
        if (_entries.Count >= MaximumEntries && !_entries.ContainsKey(key))
            key = ("(others)", kind);
        _entries.AddOrUpdate(
            key,
            _ => new Incident(key.Item1, kind, 1, now, now, detail),
            (_, old) => old with { Count = old.Count + 1, LastUnixMilliseconds = now, Detail = detail });
    }

    /// <summary>Reads what was saved.</summary>
    public void Load(SqliteConnection connection)
    {
        foreach (var incident in connection.Rows(
            "SELECT subject, kind, count, first_ms, last_ms, detail FROM incident",
            row => new Incident(row.GetString(0), (IncidentKind)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5))))
        {
            _entries[(incident.Subject, incident.Kind)] = incident;
        }
    }

    /// <summary>Saves incidents that happened since a time.</summary>
    public void Save(SqliteConnection connection, long sinceUnixMilliseconds)
    {
        foreach (var incident in _entries.Values.Where(incident => incident.LastUnixMilliseconds >= sinceUnixMilliseconds))
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

    private static string Clean(string subject)
    {
        var cut = subject.Length > MaximumSubjectLength ? subject[..MaximumSubjectLength] : subject;
        return new string([.. cut.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '(' or ')' ? letter : '?')]);
    }
}
