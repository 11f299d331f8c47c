using System.Text;

namespace Jena.SensorNode.Gateway.Nodes.Csv;

/// <summary>
/// Lines of a table that somebody exported, read as they are needed: UTF-8, or Windows-1252 where a line is not valid UTF-8 (a
/// register is put together from many hands), or UTF-16, as spreadsheets save "Unicode text". Lines end with LF, CR LF, or CR where
/// the file knows no other end. However large a file is, a line at most is held.
/// </summary>
internal static class CsvText
{
    /// <summary>Bytes of a line that is taken for one; a register's lines have some hundred.</summary>
    public const int MaximumLineBytes = 65_536;

    private const int ChunkBytes = 65_536;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Office = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>All lines without their ends; null for one that is longer than any line of a table.</summary>
    public static IEnumerable<string?> Lines(Stream stream)
    {
        var chunk = new byte[ChunkBytes];
        var count = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
        var wide = Wide(chunk.AsSpan(0, count));
        var recoder = wide is null ? null : new Recoder(wide);
        var line = new LineBuffer();
        byte? end = null;
        for (var isFirst = true; count > 0; isFirst = false, count = stream.Read(chunk))
        {
            var bytes = recoder?.ToUtf8(chunk.AsSpan(0, count)) ?? chunk.AsMemory(0, count);
            bytes = isFirst && bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            end ??= bytes.Span.Contains((byte)'\n') || !bytes.Span.Contains((byte)'\r') ? (byte)'\n' : (byte)'\r';
            for (var length = bytes.Span.IndexOf(end.Value); length >= 0; length = bytes.Span.IndexOf(end.Value))
            {
                line.Add(bytes.Span[..length]);
                yield return line.Take();
                bytes = bytes[(length + 1)..];
            }

            line.Add(bytes.Span);
        }

        yield return line.Take();
    }

    // With its mark, or by the zeros beside the letters of a header without one.
    private static Encoding? Wide(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>UTF-16 to UTF-8, chunk by chunk, with letters that two chunks share.</summary>
    private sealed class Recoder(Encoding wide)
    {
        private readonly Decoder _decoder = wide.GetDecoder();
        private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();

        public ReadOnlyMemory<byte> ToUtf8(ReadOnlySpan<byte> bytes)
        {
            var letters = new char[wide.GetMaxCharCount(bytes.Length)];
            var length = _decoder.GetChars(bytes, letters, flush: false);
            var narrow = new byte[Encoding.UTF8.GetMaxByteCount(length)];
            return narrow.AsMemory(0, _encoder.GetBytes(letters.AsSpan(0, length), narrow, flush: false));
        }
    }

    private sealed class LineBuffer
    {
        private byte[] _bytes = new byte[1024];
        private int _length;
        private bool _isTooLong;

        public void Add(ReadOnlySpan<byte> part)
        {
            _isTooLong |= _length + part.Length > MaximumLineBytes;
            if (_isTooLong)
            {
                return;
            }

            if (_length + part.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + part.Length));
            }

            part.CopyTo(_bytes.AsSpan(_length));
            _length += part.Length;
        }

        public string? Take()
        {
            var line = _bytes.AsSpan(0, _length);
            var text = _isTooLong ? null : (System.Text.Unicode.Utf8.IsValid(line) ? Utf8 : Office).GetString(line).TrimEnd('\r');
            (_length, _isTooLong) = (0, false);
            return text;
        }
    }
}
