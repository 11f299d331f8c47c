using System.Buffers;
using System.Globalization;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>
/// Readings as CSV (RFC 4180, UTF-8, comma, CRLF). A text that a spreadsheet would take for a formula gets an apostrophe
/// before it: names come from outside, and the file is opened in offices. Numbers stay numbers, negative ones too.
/// </summary>
internal static class CsvExport
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n;\t");

    private static readonly string[] Columns =
    [
        "time_utc", "device", "site", "site_name", "channel", "depth_cm", "quantity", "value", "unit", "raw", "fault", "flags",
        "calibration_version", "time_uncertainty_s", "boot", "incarnation", "sample",
    ];

    /// <summary>Writes rows; returns their number.</summary>
    public static async Task<long> WriteAsync(TextWriter writer, IEnumerable<ExportRow> rows, CancellationToken cancellation)
    {
        await writer.WriteAsync(string.Join(',', Columns) + "\r\n");
        var count = 0L;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteAsync(Line(row));
            count++;
        }

        return count;
    }

    /// <summary>A text as a field that no spreadsheet takes for a formula.</summary>
    public static string Text(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Line(ExportRow row) => string.Join(
        ',',
        row.TimeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Text(row.Device),
        Text(row.Site),
        Text(row.SiteName),
        row.Channel,
        row.DepthCentimeters,
        Text(row.Quantity),
        row.Value?.ToString("R", CultureInfo.InvariantCulture),
        Text(row.Unit),
        row.Raw,
        row.Fault,
        row.Flags,
        row.CalibrationVersion,
        row.TimeUncertaintySeconds.ToString("R", CultureInfo.InvariantCulture),
        row.Boot,
        row.Incarnation,
        row.Sample) + "\r\n";
}
