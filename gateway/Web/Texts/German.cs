using System.Globalization;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Web.Texts;

/// <summary>Numbers, times and ages as German readers expect them.</summary>
internal static class German
{
    /// <summary>A number with a comma.</summary>
    public static string Number(double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('.', ',').Replace('-', '−');

    /// <summary>An amount with its noun, singular or plural.</summary>
    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>How long ago something was, in words: one unit, rounded down.</summary>
    public static string Ago(TimeSpan age) => age.TotalSeconds switch
    {
        < 0 => "in der Zukunft",
        < 90 => "gerade eben",
        < 3600 => $"vor {(int)age.TotalMinutes} Minuten",
        < 7200 => "vor 1 Stunde",
        < 48 * 3600 => $"vor {(int)age.TotalHours} Stunden",
        _ => $"vor {(int)age.TotalDays} Tagen",
    };

    /// <summary>Date and time of day in Jena.</summary>
    public static string Time(DateTimeOffset instant) => LocalTime.At(instant).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);
}
