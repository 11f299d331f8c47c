using System.Text;

namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>Text of a table that somebody exported: UTF-8, or Windows-1252 where it is not valid UTF-8.</summary>
internal static class CsvText
{
    /// <summary>Reads all text of a stream; a byte order mark is dropped.</summary>
    public static string Read(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        }
    }
}
