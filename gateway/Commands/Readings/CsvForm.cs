using System.Globalization;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>How a CSV file is written: for programs, or for a German spreadsheet that opens it with a double click.</summary>
/// <param name="Separator">Between fields.</param>
/// <param name="DecimalMark">In numbers.</param>
/// <param name="TimeColumns">Names of the columns for the time.</param>
/// <param name="Time">The fields for an instant in UTC.</param>
/// <param name="HasByteOrderMark">Without one Excel takes a file for Windows-1252.</param>
internal sealed record CsvForm(char Separator, char DecimalMark, string[] TimeColumns, Func<DateTime, string[]> Time, bool HasByteOrderMark)
{
    /// <summary>RFC 4180 with decimal point and time in UTC.</summary>
    public static CsvForm Plain { get; } = new(
        ',', '.', ["time_utc"], time => [time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)], HasByteOrderMark: false);

    /// <summary>Semicolon, decimal comma, time in Jena and in UTC: the hour that autumn has twice is told by the second.</summary>
    public static CsvForm German { get; } = new(
        ';', ',', ["zeit_jena", "zeit_utc"], time => [Spreadsheet(LocalTime.At(time).DateTime), Spreadsheet(time)], HasByteOrderMark: true);

    /// <summary>A number with so many digits as it takes to read it back.</summary>
    public string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture).Replace('.', DecimalMark) ?? "";

    private static string Spreadsheet(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
