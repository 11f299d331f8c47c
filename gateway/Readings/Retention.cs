using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Keeps the database below its bound: the oldest days are thinned to a sample an hour, and only when all old days are thin,
/// the oldest are dropped. Counters of dropped samples stay known, so that they cannot come back as new.
/// </summary>
internal sealed partial class Retention(DatabaseWriter writer, Database database, SettlingOptions options, TimeProvider time, ILogger<Retention> log)
{
    private const int DaysPerRound = 400;

    /// <summary>Makes room if the database is above its bound.</summary>
    public async Task MakeRoomAsync(CancellationToken cancellation = default)
    {
        var before = Segment.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds()) - options.AlwaysKeepDays;
        for (var round = 0; round < DaysPerRound && UsedBytes() > options.MaximumDatabaseMegabytes * 1_048_576L; round++)
        {
            var done = await writer.WriteAsync(
                connection =>
                {
                    if (SegmentTable.OldestDay(connection, before, onlyDense: true) is { } dense)
                        return (Day: (long?)dense, Dropped: SegmentTable.Thin(connection, dense));
                    return SegmentTable.OldestDay(connection, before, onlyDense: false) is { } oldest
                        ? (oldest, SegmentTable.Drop(connection, oldest))
                        : (null, 0);
                },
                cancellation);
            if (done.Day is not { } day)
            {
                LogNoRoom(options.MaximumDatabaseMegabytes, options.AlwaysKeepDays);
                return;
            }

            LogMadeRoom(DateTimeOffset.UnixEpoch.AddDays(day), done.Dropped);
        }
    }

    // Pages that deletion has freed are used again before the file grows, so they do not count.
    private long UsedBytes()
    {
        if (options.MaximumDatabaseMegabytes == 0)
            return 0;
        using var connection = database.OpenReader();
        return (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");
    }

    [LoggerMessage(LogLevel.Warning, "The database is above its bound of {Megabytes} MB and holds nothing older than {Days} days that could go (Gateway:Readings).")]
    private partial void LogNoRoom(int megabytes, int days);

    [LoggerMessage(LogLevel.Information, "Made room: {Dropped} of {Day:yyyy-MM-dd} dropped.")]
    private partial void LogMadeRoom(DateTimeOffset day, int dropped);
}
