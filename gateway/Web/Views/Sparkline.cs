using System.Globalization;
using System.Text;

namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>
/// A small curve as an SVG path. Gaps stay gaps: a line across a day without readings would be invented. A reading between
/// two gaps is a line of no length, which the round ends of the stroke make a dot.
/// </summary>
/// <param name="Path">The path, in the units of <see cref="Width"/> and <see cref="Height"/>.</param>
/// <param name="Description">The curve in words, for those who do not see it.</param>
public sealed record Sparkline(string Path, string Description)
{
    /// <summary>Width of the drawing.</summary>
    public const int Width = 280;

    /// <summary>Height of the drawing.</summary>
    public const int Height = 48;

    private const int Border = 3;

    /// <summary>Draws readings.</summary>
    /// <param name="points">Time in Unix milliseconds and value, by time.</param>
    /// <param name="from">Left end.</param>
    /// <param name="to">Right end.</param>
    /// <param name="longestGapMilliseconds">Readings farther apart are not joined.</param>
    /// <param name="smallestSpan">Least span of values that fills the height, so that noise does not look like weather.</param>
    /// <param name="description">The curve in words.</param>
    public static Sparkline? Draw(
        IReadOnlyList<(long Time, double Value)> points, long from, long to, long longestGapMilliseconds, double smallestSpan, string description)
    {
        if (points.Count < 2)
            return null;
        var (lowest, highest) = (points.Min(point => point.Value), points.Max(point => point.Value));
        var missing = Math.Max(0, smallestSpan - (highest - lowest)) / 2;
        (lowest, highest) = (lowest - missing, highest + missing);

        var path = new StringBuilder();
        var (isJoined, isAlone) = (false, false);
        var (lastX, lastTime) = (-1.0, long.MinValue);
        foreach (var (time, value) in points)
        {
            var x = Math.Round(Border + ((Width - (2.0 * Border)) * (time - from) / (to - from)), 1);
            isJoined &= time - lastTime <= longestGapMilliseconds;

            // More than one point a tenth of a unit cannot be seen.
            if (isJoined && x <= lastX)
                continue;
            // By halves: what a foreign device sends may lie farther apart than a number can say.
            var share = ((value / 2) - (lowest / 2)) / Math.Max((highest / 2) - (lowest / 2), 1e-9);
            var y = Math.Round(Height - Border - ((Height - (2 * Border)) * share), 1);
            if (isAlone && !isJoined)
                path.Append("h0");
            path.Append(isJoined ? 'L' : 'M').Append(x.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(y.ToString(CultureInfo.InvariantCulture));
            (isAlone, isJoined, lastX, lastTime) = (!isJoined, true, x, time);
        }

        if (isAlone)
            path.Append("h0");
        return new Sparkline(path.ToString(), description);
    }
}
