using System.Text;

namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>
/// Text of a table that somebody exported: UTF-8, or Windows-1252 where a line is not valid UTF-8 (a register is put together
/// from many hands), or UTF-16 with its mark, as spreadsheets save "Unicode text".
/// </summary>
internal static class CsvText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Office = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Reads all text of a stream; a byte order mark is dropped.</summary>
    public static string Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        foreach (var marked in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (bytes.StartsWith(marked.Preamble))
            {
                bytes = bytes[marked.Preamble.Length..];
                return marked == Encoding.UTF8 ? Lines(bytes) : marked.GetString(bytes);
            }
        }

        return Lines(bytes);
    }

    private static string Lines(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Utf8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..(end + 1)];
            text.Append((System.Text.Unicode.Utf8.IsValid(line) ? Utf8 : Office).GetString(line));
            bytes = bytes[line.Length..];
        }

        return text.ToString();
    }
}
