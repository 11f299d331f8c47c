using System.Globalization;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Web.Texts;

/// <summary>
/// The language of the page being made: German, and below <c>/en</c> English. What is said, and numbers, times and ages as
/// readers of the language expect them.
/// </summary>
internal static class Language
{
    /// <summary>Path that English pages lie below.</summary>
    public const string EnglishPath = "/en";

    private const double LargestPlain = 1e9;

    private static readonly AsyncLocal<bool> English = new();

    /// <summary>Whether the page being made is English; flows with the request.</summary>
    public static bool IsEnglish
    {
        get => English.Value;
        set => English.Value = value;
    }

    /// <summary>Code for <c>lang</c>.</summary>
    public static string Code => Say("de", "en");

    /// <summary>Path of a page in the language of this one.</summary>
    public static string Path(string path) => Say("", EnglishPath) + path;

    /// <summary>The same in the language of the page.</summary>
    public static string Say(string german, string english) => IsEnglish ? english : german;

    /// <summary>A number with the comma of the language.</summary>
    public static string Number(double value, int decimals) =>
        Plain(value, decimals).Replace(".", Say(",", "."), StringComparison.Ordinal).Replace('-', '−');

    // A foreign device may send 1e300; and what rounds to zero has no sign.
    private static string Plain(double value, int decimals) => Math.Abs(value) >= LargestPlain || !double.IsFinite(value)
        ? value.ToString("G4", CultureInfo.InvariantCulture)
        : (Math.Round(value, decimals) is var rounded and not 0 ? rounded : 0).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>An amount with its noun, singular or plural.</summary>
    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>How many measurements.</summary>
    public static string Measurements(long count) => Count(count, Say("Messung", "measurement"), Say("Messungen", "measurements"));

    /// <summary>How often.</summary>
    public static string Times(long count) => Count(count, Say("Mal", "time"), Say("Mal", "times"));

    /// <summary>How many messages.</summary>
    public static string Messages(long count) => Count(count, Say("Nachricht", "message"), Say("Nachrichten", "messages"));

    /// <summary>A span of time in words, forward or back: one unit, rounded down.</summary>
    public static string Span(TimeSpan span) => (span < TimeSpan.Zero ? "−" : "") + (span.Duration().TotalSeconds switch
    {
        < 120 => $"{(int)span.Duration().TotalSeconds} s",
        < 7200 => $"{(int)span.Duration().TotalMinutes} min",
        < 48 * 3600 => $"{(int)span.Duration().TotalHours} h",
        _ => $"{(int)span.Duration().TotalDays} {Say("Tage", "days")}",
    });

    /// <summary>How long ago something was, in words: one unit, rounded down.</summary>
    public static string Ago(TimeSpan age) => age.TotalSeconds switch
    {
        < 0 => Say("in der Zukunft", "in the future"),
        < 90 => Say("gerade eben", "just now"),
        < 120 => Say("vor 1 Minute", "1 minute ago"),
        < 3600 => Say($"vor {(int)age.TotalMinutes} Minuten", $"{(int)age.TotalMinutes} minutes ago"),
        < 7200 => Say("vor 1 Stunde", "1 hour ago"),
        < 48 * 3600 => Say($"vor {(int)age.TotalHours} Stunden", $"{(int)age.TotalHours} hours ago"),
        _ => Say($"vor {(int)age.TotalDays} Tagen", $"{(int)age.TotalDays} days ago"),
    };

    /// <summary>Date and time of day in Jena, with its zone: the hour from 2 to 3 comes twice in autumn.</summary>
    public static string Time(DateTimeOffset instant)
    {
        var local = LocalTime.At(instant);
        var zone = local.Offset == TimeSpan.FromHours(2) ? Say("MESZ", "CEST") : Say("MEZ", "CET");
        return $"{local.ToString(Say("dd.MM.yyyy HH:mm", "yyyy-MM-dd HH:mm"), CultureInfo.InvariantCulture)} {zone}";
    }
}
