using System.Globalization;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>Reads JSON of servers whose versions differ: what is missing, null or of another type is not there, never an error.</summary>
internal static class Tolerant
{
    private const int LongestText = 400;

    // 2020: older than any server of today. A radio gateway whose GPS week rolled over is 19.6 years behind.
    private const long EarliestUnixMilliseconds = 1_577_836_800_000;
    private const long LatestUnixMilliseconds = 7_258_118_400_000;

    // Some makers' decoders write the unit behind the number.
    private static readonly string[] Units = ["mm", "V", "%", "°C", "uS/cm", "µS/cm", "kPa"];

    /// <summary>
    /// A property of an object; null when it is missing or null, or the element is no object. A name in camel case is also found
    /// in snake case: the JSON of protobuf may have either.
    /// </summary>
    public static JsonElement? Property(JsonElement? element, string name) => element is { ValueKind: JsonValueKind.Object } owner
        ? NotNull(owner, name) ?? (name.Any(char.IsAsciiLetterUpper) ? NotNull(owner, SnakeCase(name)) : null)
        : null;

    /// <summary>True if an object has a property, even one of null, in camel or in snake case.</summary>
    public static bool Has(JsonElement owner, string name) => owner.TryGetProperty(name, out _) || owner.TryGetProperty(SnakeCase(name), out _);

    /// <summary>First item of an array; null when there is none.</summary>
    public static JsonElement? First(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : null;

    /// <summary>Strength at the best of the receptions, dBm; null where none tells it.</summary>
    public static double? Strongest(JsonElement? receptions) =>
        receptions is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Take(64).Max(reception => Number(Property(reception, "rssi"))) : null;

    /// <summary>Text of a string or number, shortened where it is absurdly long; empty otherwise.</summary>
    public static string Text(JsonElement? element)
    {
        var text = element switch
        {
            { ValueKind: JsonValueKind.String } value => Unescaped(value),
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            _ => "",
        };
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    /// <summary>Text of a property.</summary>
    public static string Text(JsonElement? element, string name) => Text(Property(element, name));

    /// <summary>Finite number of a number, a text with one, or an array of exactly one; null otherwise.</summary>
    public static double? Number(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } value => Finite(value.TryGetDouble(out var number) ? number : null),
        { ValueKind: JsonValueKind.String } value => OfText(Text(value)),
        { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 1 && array[0].ValueKind != JsonValueKind.Array => Number(array[0]),
        _ => null,
    };

    /// <summary>Unsigned 32-bit number of a property; proto3 leaves zeros out, so missing is 0. Anything else: null.</summary>
    public static uint? Counter(JsonElement? element, string name) => Property(element, name) is { } value
        ? Number(value) is >= 0 and <= uint.MaxValue and { } number && number == Math.Floor(number) ? (uint)number : null
        : 0;

    /// <summary>Bytes of a base64 text (URL alphabet and missing padding are accepted); empty when it is none.</summary>
    public static byte[] Base64(JsonElement? element) => element is { ValueKind: JsonValueKind.String } value ? Base64(Unescaped(value)) : [];

    /// <summary>Bytes of a text, likewise.</summary>
    public static byte[] Base64(string encoded)
    {
        var text = encoded.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        if (text.Length > 2048)
            return [];
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var written) ? bytes[..written] : [];
    }

    /// <summary>
    /// Unix milliseconds of an RFC 3339 time, with or without fraction, without zone in UTC, or of a count since 1970 in
    /// seconds, milli-, micro- or nanoseconds, told apart by its digits, or of a protobuf timestamp (<c>seconds</c>, <c>nanos</c>).
    /// Null otherwise: times of an unset clock too, and days written in another order, which would be read as another day.
    /// </summary>
    public static long? Time(JsonElement? element)
    {
        if (element is { ValueKind: JsonValueKind.Object })
            return Number(Property(element, "seconds")) is >= 0 and < 1e11 and var seconds
                ? Plausible((long)((seconds * 1000) + ((Number(Property(element, "nanos")) ?? 0) / 1e6)))
                : null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        var text = Text(element).Trim();
        var isDate = text.Length >= 10 && text[4] == '-' && text[7] == '-';
        var milliseconds = isDate
            ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time) ? time.ToUnixTimeMilliseconds() : null
            : SinceEpoch(Number(element));
        return Plausible(milliseconds);
    }

    /// <summary>Unix milliseconds of a duration since the GPS epoch as protobuf writes it ("1439124408.309s"); null otherwise.</summary>
    public static long? GpsTime(JsonElement? element)
    {
        const double GpsEpochUnixSeconds = 315_964_800;
        const double LeapSeconds = 18;
        var text = Text(element);
        return text.EndsWith('s') && OfText(text[..^1]) is { } seconds && seconds is > 0 and < 1e10
            ? Plausible((long)((seconds + GpsEpochUnixSeconds - LeapSeconds) * 1000))
            : null;
    }

    private static long? Plausible(long? milliseconds) => milliseconds is >= EarliestUnixMilliseconds and < LatestUnixMilliseconds ? milliseconds : null;

    private static JsonElement? NotNull(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string SnakeCase(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? "_" + char.ToLowerInvariant(letter) : letter.ToString()));

    private static long? SinceEpoch(double? number) => number switch
    {
        null or < 1e9 => null,
        < 1e11 => (long)(number.Value * 1000),
        < 1e14 => (long)number.Value,
        < 1e17 => (long)(number.Value / 1000),
        < 1e20 => (long)(number.Value / 1e6),
        _ => null,
    };

    private static double? OfText(string text)
    {
        var plain = text.Trim();
        if (Array.Find(Units, unit => plain.EndsWith(unit, StringComparison.Ordinal)) is { } unit)
            plain = plain[..^unit.Length].TrimEnd();
        if (plain.Contains(',', StringComparison.Ordinal) && !plain.Contains('.', StringComparison.Ordinal))
            plain = plain.Replace(',', '.');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Finite(number) : null;
    }

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    /// <summary>Name of a property; empty where it is no valid text.</summary>
    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    // Bytes that are no UTF-8 and escaped lone surrogates pass the JSON parser and are no text.
    private static string Unescaped(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
