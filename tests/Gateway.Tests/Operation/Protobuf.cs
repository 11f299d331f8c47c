using System.Text;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Looks into protobuf messages without their schema.</summary>
internal static class Protobuf
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Every length-delimited field, at any depth, that is text.</summary>
    public static IEnumerable<string> Strings(byte[] message)
    {
        foreach (var field in Fields(message) ?? [])
        {
            if (Text(field) is { } text)
                yield return text;
            foreach (var inner in Strings(field))
                yield return inner;
        }
    }

    /// <summary>The length-delimited fields; null where this is no message.</summary>
    private static List<byte[]>? Fields(byte[] message)
    {
        var fields = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            if (Varint(message, ref at) is not { } tag)
                return null;
            switch (tag & 7)
            {
                case 0 when Varint(message, ref at) is not null: break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                case 2 when Varint(message, ref at) is { } length && length <= (ulong)(message.Length - at):
                    fields.Add(message[at..(at + (int)length)]);
                    at += (int)length;
                    break;
                default: return null;
            }
        }

        return fields;
    }

    private static ulong? Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && at < message.Length; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        return null;
    }

    private static string? Text(byte[] field)
    {
        try
        {
            return Strict.GetString(field);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
