using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Text from outside on its way to a terminal: no markup, no control characters.</summary>
internal static class Safe
{
    /// <summary>The text as it may be shown; a dash where there is none.</summary>
    public static string Text(string? text) => string.IsNullOrEmpty(text)
        ? "–"
        : Markup.Escape(new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]));

    /// <summary>An instant in UTC to the minute.</summary>
    public static string Instant(DateTimeOffset? instant) => instant is { } value ? $"{value.UtcDateTime:yyyy-MM-dd HH:mm}Z" : "–";
}
