using System.Globalization;

namespace Jena.SensorNode.Emulator.Soil;

/// <summary>
/// A recording that drives probes: CSV with a header, UTC times in the first column (or <c>day</c> and <c>hour</c> in the first two), one column a
/// probe. Quoted fields are not needed by such files and not read.
/// </summary>
public sealed class RecordedTrace
{
    private readonly List<DateTimeOffset> times = [];
    private readonly Dictionary<string, double[]> columns = [];

    private RecordedTrace()
    {
    }

    /// <summary>The probes' names, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => columns.Keys;

    /// <summary>Times of the rows, rising.</summary>
    public IReadOnlyList<DateTimeOffset> Times => times;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">Names the line that cannot be read.</exception>
    public static RecordedTrace Load(string path) => Parse(File.ReadLines(path));

    /// <summary>Reads lines; see <see cref="Load"/>.</summary>
    public static RecordedTrace Parse(IEnumerable<string> lines)
    {
        var trace = new RecordedTrace();
        var header = Array.Empty<string>();
        var values = new List<List<double>>();
        var timeColumns = 1;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var cells = line.Split(',', ';');
            if (number == 1)
            {
                header = cells;
                timeColumns = cells is ["day", "hour", ..] ? 2 : 1;
                values.AddRange(cells.Skip(timeColumns).Select(_ => new List<double>()));
            }
            else if (line.Length > 0)
            {
                trace.times.Add(Time(cells, timeColumns, number));
                for (var i = 0; i < values.Count; i++)
                {
                    values[i].Add(Number(cells, timeColumns + i, number));
                }
            }
        }

        for (var i = 0; i < values.Count; i++)
        {
            trace.columns[header[timeColumns + i].Trim()] = [.. values[i]];
        }

        return trace;
    }

    /// <summary>A probe's value over time: straight lines between rows, or the last row's value with <paramref name="asSteps"/>.</summary>
    public Func<DateTimeOffset, double> Column(string name, bool asSteps = false)
    {
        var values = columns.TryGetValue(name, out var found)
            ? found
            : throw new ArgumentException($"The trace has no column '{name}'; it has {string.Join(", ", Names)}.", nameof(name));
        return time => At(values, time, asSteps);
    }

    private double At(double[] values, DateTimeOffset time, bool asSteps)
    {
        var index = times.BinarySearch(time);
        if (index >= 0)
        {
            return values[index];
        }

        var next = ~index;
        if (next == 0 || next == times.Count || asSteps)
        {
            return values[Math.Max(0, next - 1)];
        }

        return double.Lerp(values[next - 1], values[next], (time - times[next - 1]) / (times[next] - times[next - 1]));
    }

    private static DateTimeOffset Time(string[] cells, int timeColumns, int line)
    {
        if (DateTimeOffset.TryParse(cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return timeColumns == 1 ? time : time.AddHours(Number(cells, 1, line));
        }

        throw new FormatException($"Line {line}: '{cells[0]}' is no time.");
    }

    private static double Number(string[] cells, int index, int line) =>
        index < cells.Length && double.TryParse(cells[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"Line {line}: column {index + 1} is missing or no number.");
}
