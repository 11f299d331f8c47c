using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Web.Texts;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>What is shown of one channel: its last value, how old that is where it is not of the newest sample, and what is doubtful.</summary>
internal static class ReadingRows
{
    // Sensors of other makers send what they measured at once in several messages.
    private const long SameTimeMilliseconds = 60_000;

    /// <summary>A channel as a row.</summary>
    /// <param name="channel">How it stands.</param>
    /// <param name="newestUnixMilliseconds">Time of the newest sample of the device.</param>
    /// <param name="now">Gateway time.</param>
    public static ReadingRow Row(NewestReading channel, long newestUnixMilliseconds, DateTimeOffset now)
    {
        var reading = channel.Last.Reading;
        return new(
            Words.Depth(reading.DepthCentimeters),
            Words.Of(reading),
            Words.Value(reading),
            reading.Value is null ? [] : [.. Words.Of(reading.Flags), .. Move(channel, now)],
            reading.Value is null,
            reading.Quantity == Quantity.SoilMoisture && reading.Value is { } percent ? Math.Clamp(percent, 0, 60) : null)
        {
            Age = Age(channel, newestUnixMilliseconds, now),
            IsWater = reading.Quantity is Quantity.SoilMoisture or Quantity.SoilTension,
        };
    }

    private static string Age(NewestReading channel, long newestUnixMilliseconds, DateTimeOffset now)
    {
        if (channel.Last.Reading.Value is null)
            return channel.LastValue is { } value ? $"{Say("zuletzt", "last")} {Words.Value(value.Reading)} {AgoOf(value, now)}" : "";
        return newestUnixMilliseconds - channel.Last.TimeUnixMilliseconds > SameTimeMilliseconds ? AgoOf(channel.Last, now) : "";
    }

    // The newest reading says of itself what it is; of an earlier one is said when.
    private static IEnumerable<string> Move(NewestReading channel, DateTimeOffset now) =>
        channel.LastMove is { } move && move.TimeUnixMilliseconds < channel.Last.TimeUnixMilliseconds
            ? Words.Of(move.Reading.Flags & NewestReading.Moves).Select(word => $"{word} {AgoOf(move, now)}")
            : [];

    private static string AgoOf(TimedReading reading, DateTimeOffset now) => Ago(now - DateTimeOffset.FromUnixTimeMilliseconds(reading.TimeUnixMilliseconds));
}
