using System.Diagnostics.CodeAnalysis;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>LoRaWAN device EUIs as people and servers write them.</summary>
public static class Eui
{
    /// <summary>Hex digits of an EUI-64.</summary>
    public const int Digits = 16;

    /// <summary>Gives the 16 lower-case hex digits of an EUI written with or without <c>- : .</c> or blanks.</summary>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? eui)
    {
        eui = null;
        if (text is null || text.Length > 3 * Digits)
        {
            return false;
        }

        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var letter in text)
        {
            if (letter is '-' or ':' or '.' or ' ')
            {
                continue;
            }

            if (count == Digits || !char.IsAsciiHexDigit(letter))
            {
                return false;
            }

            digits[count++] = char.ToLowerInvariant(letter);
        }

        if (count == Digits)
        {
            eui = new string(digits);
        }

        return count == Digits;
    }
}
