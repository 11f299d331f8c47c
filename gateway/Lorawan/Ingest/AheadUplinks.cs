using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>
/// Messages whose arrival was noted by a clock that ran ahead and was believed. Once the clock is right, what arrived later than now arrived
/// between the messages kept before and after it, or, in this run of the gateway, by exactly as much earlier as the clock was ahead. A time
/// that the server stated stays.
/// </summary>
internal static class AheadUplinks
{
    // The anchor may be a little ahead of the machine's clock of the next run; such arrivals only wait a moment.
    private const long SlackMilliseconds = 60_000;

    /// <summary>True if an arrival is later than now: whoever reads it now would date it wrongly.</summary>
    public static bool IsAhead(long receivedUnixMilliseconds, ClockReading now) => now.IsTrusted && receivedUnixMilliseconds > now.UnixMilliseconds + SlackMilliseconds;

    /// <summary>Gives such messages right times; does nothing while nobody vouches for the clock, which may be the one that is wrong.</summary>
    public static void Repair(SqliteConnection connection, GatewayClock clock)
    {
        if (!clock.IsVouchedFor)
            return;
        var now = clock.Now().UnixMilliseconds;
        var (limit, start) = (now + SlackMilliseconds, now - (long)clock.Uptime.TotalMilliseconds);
        if (clock.PutRightBy is { AddMilliseconds: < 0 and var add })
            Move(connection, (1, long.MaxValue), (Math.Max(limit, start - add - SlackMilliseconds), now - add + SlackMilliseconds), add, 0);
        foreach (var run in Runs(connection, limit))
        {
            var lowest = Neighbour(connection, "uplink_id < $id ORDER BY uplink_id DESC", run.FirstId, limit, -1) ?? (clock.NewestStoredAtStart <= start ? clock.NewestStoredAtStart : 0);
            var highest = Math.Min(start, Neighbour(connection, "uplink_id > $id ORDER BY uplink_id", run.LastId, limit, 1) ?? start);

            // What a server held back may count as received before it came: then only this start is sure to be later.
            if (run.LastReceived - run.FirstReceived > highest - lowest)
                highest = start;
            var (shift, slack) = TimeRepair.Bounds(run.FirstReceived, run.LastReceived, lowest, highest);
            Move(connection, (run.FirstId, run.LastId), (limit, long.MaxValue), shift, slack);
        }
    }

    private static List<Run> Runs(SqliteConnection connection, long limit)
    {
        var runs = new List<Run>();
        foreach (var (id, received) in connection.Rows("SELECT uplink_id, received_ms FROM foreign_uplink WHERE received_ms > $limit ORDER BY uplink_id", row => (row.GetInt64(0), row.GetInt64(1)), ("$limit", limit)))
        {
            if (runs.Count > 0 && runs[^1] is var run && connection.Scalar<long>("SELECT count(*) FROM foreign_uplink WHERE uplink_id > $last AND uplink_id < $id", ("$last", run.LastId), ("$id", id)) == 0)
                runs[^1] = run with { LastId = id, FirstReceived = Math.Min(run.FirstReceived, received), LastReceived = Math.Max(run.LastReceived, received) };
            else
                runs.Add(new(id, id, received, received));
        }

        return runs;
    }

    // The nearest message that arrived at a right time, as early or as late as that may have been.
    private static long? Neighbour(SqliteConnection connection, string where, long id, long limit, int side) => connection.Rows(
        $"SELECT received_ms + $side * slack_ms FROM foreign_uplink WHERE received_ms <= $limit AND period = 0 AND {where} LIMIT 1",
        row => (long?)row.GetInt64(0),
        ("$id", id),
        ("$limit", limit),
        ("$side", side)).FirstOrDefault();

    // A time that is not that of the arrival is the server's.
    private static void Move(SqliteConnection connection, (long First, long Last) ids, (long After, long UpTo) received, long shift, long slack) => connection.Run(
        """
        UPDATE OR IGNORE foreign_uplink SET
          time_ms = CASE WHEN time_ms = received_ms THEN time_ms + $shift ELSE min(time_ms, received_ms + $shift + $slack) END,
          received_ms = CASE WHEN time_ms = received_ms THEN received_ms + $shift ELSE max(received_ms + $shift, min(time_ms, received_ms + $shift + $slack)) END,
          slack_ms = CASE WHEN time_ms = received_ms THEN $slack ELSE slack_ms END
        WHERE uplink_id BETWEEN $first AND $last AND received_ms > $after AND received_ms <= $upTo AND period = 0
        """,
        ("$first", ids.First),
        ("$last", ids.Last),
        ("$after", received.After),
        ("$upTo", received.UpTo),
        ("$shift", shift),
        ("$slack", slack));

    /// <summary>Messages kept one behind the other.</summary>
    private readonly record struct Run(long FirstId, long LastId, long FirstReceived, long LastReceived);
}
