using System.Buffers;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>
/// Readings as CSV (UTF-8, CRLF). A text that a spreadsheet would take for a formula gets an apostrophe
/// before it: names come from outside, and the file is opened in offices. Numbers stay numbers, negative ones too.
/// </summary>
internal static class CsvExport
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n;\t");

    private static readonly string[] Columns =
    [
        "device", "site", "site_name", "channel", "depth_cm", "quantity", "value", "unit", "raw", "fault", "flags",
        "calibration_version", "time_uncertainty_s", "time_provisional", "boot", "incarnation", "sample",
    ];

    /// <summary>Writes rows; returns their number.</summary>
    public static async Task<long> WriteAsync(TextWriter writer, CsvForm form, IEnumerable<ExportRow> rows, CancellationToken cancellation)
    {
        await writer.WriteAsync((form.HasByteOrderMark ? "\uFEFF" : "") + string.Join(form.Separator, [.. form.TimeColumns, .. Columns]) + "\r\n");
        var count = 0L;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.WriteAsync(Line(row, form));
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

    private static string Line(ExportRow row, CsvForm form) => string.Join(
        form.Separator,
        [
            .. form.Time(row.TimeUtc),
            Text(row.Device),
            Text(row.Site),
            Text(row.SiteName),
            $"{row.Channel}",
            $"{row.DepthCentimeters}",
            Text(row.Quantity),
            form.Number(row.Value),
            Text(row.Unit),
            $"{row.Raw}",
            row.Fault,
            row.Flags,
            $"{row.CalibrationVersion}",
            form.Number(row.TimeUncertaintySeconds),
            row.TimeIsProvisional ? "1" : "0",
            $"{row.Boot}",
            $"{row.Incarnation}",
            $"{row.Sample}",
        ]) + "\r\n";
}
