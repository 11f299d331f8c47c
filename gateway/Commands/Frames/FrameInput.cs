using System.Buffers;
using System.Text;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands.Frames;

/// <summary>
/// A frame as people have it at hand: hex digits out of a log, base64 out of a network server, a file, or what another
/// program pipes in. Digits that could be both are hex; <c>base64:</c> before them says otherwise.
/// </summary>
internal static class FrameInput
{
    /// <summary>The name that means standard input.</summary>
    public const string Standard = "-";

    private const string Base64Mark = "base64:";
    private const int MaximumBytes = 64 * 1024;
    private static readonly SearchValues<byte> TextBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=: \t\r\n"u8);

    /// <summary>Reads it.</summary>
    /// <exception cref="RegistryException">It is neither digits nor a file, or far too long for a frame.</exception>
    public static byte[] Read(string source, CommandIo io)
    {
        if (source == Standard)
        {
            using var input = io.OpenBytes();
            return OfBytes(Limited(input));
        }

        if (Hex(source) is { } frame)
        {
            return frame;
        }

        if (File.Exists(source))
        {
            using var file = File.OpenRead(source);
            return OfBytes(Limited(file));
        }

        return Base64(source) ?? throw NoFrame();
    }

    // Raw, or written as text: a frame ends with a MAC, whose bytes are not all letters and digits.
    private static byte[] OfBytes(byte[] content)
    {
        if (content.AsSpan().ContainsAnyExcept(TextBytes))
        {
            return content;
        }

        var text = Encoding.ASCII.GetString(content);
        return Hex(text) ?? Base64(text) ?? throw NoFrame();
    }

    private static byte[] Limited(Stream stream)
    {
        var buffer = new byte[MaximumBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MaximumBytes
            ? buffer[..length]
            : throw new RegistryException($"Mehr als {MaximumBytes} Bytes sind kein Rahmen. / More than {MaximumBytes} bytes are no frame.");
    }

    private static byte[]? Hex(string text)
    {
        var digits = Bare(text);
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }

        digits = digits.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    // Also the alphabet of URLs, and without the signs that fill it up.
    private static byte[]? Base64(string text)
    {
        var digits = Bare(text);
        if (digits.StartsWith(Base64Mark, StringComparison.Ordinal))
        {
            digits = digits[Base64Mark.Length..];
        }

        digits = digits.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var bytes = new byte[digits.Length];
        return digits.Length > 0 && Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? bytes[..length]
            : null;
    }

    private static string Bare(string text) => new([.. text.Where(letter => !char.IsWhiteSpace(letter))]);

    private static RegistryException NoFrame() => new(
        "Das sind weder Hexziffern noch Base64, und eine solche Datei gibt es nicht. / These are neither hex digits nor base64, and there is no such file.");
}
