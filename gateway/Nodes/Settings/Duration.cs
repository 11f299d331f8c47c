using System.Globalization;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>Durations as people write them: <c>90</c> or <c>90s</c>, <c>15min</c>, <c>6h</c>, <c>1d</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, uint Seconds)[] Units = [("min", 60), ("h", 3600), ("d", 86400), ("s", 1), ("", 1)];

    /// <summary>Reads a duration within a range, both in seconds.</summary>
    public static bool TryParse(string text, uint minimumSeconds, uint maximumSeconds, out uint seconds)
    {
        seconds = 0;
        foreach (var (unit, factor) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }

            if (!uint.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || (ulong)count * factor > maximumSeconds)
            {
                return false;
            }

            seconds = count * factor;
            return seconds >= minimumSeconds;
        }

        return false;
    }

    /// <summary>A duration in its largest whole unit.</summary>
    public static string Show(uint seconds) => seconds switch
    {
        > 0 when seconds % 86400 == 0 => $"{seconds / 86400} d",
        > 0 when seconds % 3600 == 0 => $"{seconds / 3600} h",
        > 0 when seconds % 60 == 0 => $"{seconds / 60} min",
        _ => $"{seconds} s",
    };
}
