namespace Jena.SensorNode.Gateway.Quality;

/// <summary>How one channel stands.</summary>
/// <param name="Last">Its newest reading with all that is doubtful about it; without a value where the probe is at fault.</param>
/// <param name="LastValue">The newest reading that has a value; null where none was found.</param>
/// <param name="LastMove">The newest step or spike of the day; null without one. A node sends hours at once, so that the newest reading alone would hide it.</param>
internal sealed record NewestReading(TimedReading Last, TimedReading? LastValue, TimedReading? LastMove)
{
    /// <summary>How long before the newest sample a step or spike is still news, and a channel that gave nothing since is still one of the device's.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What moved a value as no soil does.</summary>
    public const QualityFlags Moves = QualityFlags.Step | QualityFlags.Spike;

    /// <summary>How a channel stands by its judged readings.</summary>
    /// <param name="judged">By time, one at least.</param>
    /// <param name="newestUnixMilliseconds">Time of the newest sample of the device.</param>
    public static NewestReading Of(IReadOnlyList<TimedReading> judged, long newestUnixMilliseconds)
    {
        TimedReading? Newest(Func<TimedReading, bool> isMeant)
        {
            for (var index = judged.Count - 1; index >= 0; index--)
            {
                if (isMeant(judged[index]))
                    return judged[index];
            }

            return null;
        }

        var day = newestUnixMilliseconds - (long)Day.TotalMilliseconds;
        return new(
            judged[^1],
            Newest(reading => reading.Reading.Value is not null),
            Newest(reading => reading.TimeUnixMilliseconds >= day && (reading.Reading.Flags & Moves) != 0));
    }
}
