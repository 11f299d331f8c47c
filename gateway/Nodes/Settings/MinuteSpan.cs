using System.Globalization;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>A span of the day: <c>22:00-04:00</c>, or <c>off</c>.</summary>
internal static class MinuteSpan
{
    private const string None = "off";

    /// <summary>The span as text; equal ends are none.</summary>
    public static string Show(int startMinute, int endMinute) =>
        startMinute == endMinute ? None : $"{Clock(startMinute)}-{Clock(endMinute)}";

    /// <summary>Reads a span into minutes of the day.</summary>
    public static bool TryParse(string text, out int startMinute, out int endMinute)
    {
        startMinute = endMinute = 0;
        return text == None
            || (text.Split('-') is [var start, var end] && Minute(start, out startMinute) && Minute(end, out endMinute));
    }

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static bool Minute(string text, out int minute)
    {
        var isGood = TimeOnly.TryParseExact(text.Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        minute = (time.Hour * 60) + time.Minute;
        return isGood;
    }
}
