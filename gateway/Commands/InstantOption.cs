using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>
/// Instants as people type them: <c>2026-05-01</c>, <c>2026-05-01T14:30</c>, <c>01.05.2026 14:30</c>. Without a zone it is the time of Jena,
/// whatever the machine is set to: a Raspberry Pi mostly runs on UTC. In the hour that autumn has twice, the second is meant.
/// </summary>
internal static class InstantOption
{
    private const string Form = "2026-05-01, 2026-05-01T14:30, 01.05.2026 14:30 oder/or 2026-05-01T12:30Z";
    private static readonly string[] LocalForms =
        [.. from day in (string[])["yyyy-MM-dd", "d.M.yyyy"] from time in (string[])["", " H:mm", "'T'H:mm", " H:mm:ss", "'T'H:mm:ss.FFFFFFF"] select day + time];

    private static readonly string[] ZonedForms = [.. LocalForms.Where(form => form.Contains('H', StringComparison.Ordinal)).Select(form => form + "K")];

    /// <summary>An option with such a value.</summary>
    public static Option<DateTimeOffset?> Create(string name, string description, bool isRequired = false) => new(name)
    {
        Description = $"{description} ({Form})",
        Required = isRequired,
        CustomParser = Parse,
    };

    /// <summary>Reads an instant.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        const DateTimeStyles Style = DateTimeStyles.None;
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, Style, out var local))
        {
            // At either end of the calendar the time of Jena is no instant.
            var isOne = local.Year is > 1 and < 9999;
            instant = isOne ? new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local)).ToUniversalTime() : default;
            return isOne;
        }

        return DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (TryParse(text, out var instant))
        {
            return instant;
        }

        result.AddError($"„{text}“ ist kein Zeitpunkt: {Form}; ohne Zone gilt die Zeit in Jena. / Not an instant; without a zone it is the time of Jena.");
        return null;
    }
}
