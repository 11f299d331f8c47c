using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Lorawan.Uplinks;

/// <summary>Reads uplink messages of network servers. Never throws: what is no uplink gives a reason in words.</summary>
internal static class UplinkMessage
{
    /// <summary>Largest message taken. A real one has 2 KB; gateways in range and large objects make it longer.</summary>
    public const int MaximumBytes = 256 * 1024;

    /// <summary>How the reason begins where a message is another event of the server: nothing to keep, and nothing wrong.</summary>
    public const string NotAnUplink = "Kein Uplink: ";

    private const int MostInOne = 1000;

    // Reading goes no deeper than ObjectFields does; what lies deeper must not spoil the rest.
    internal static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The messages of a batch (a JSON array), or the one that it is. What is no JSON comes back whole, to be refused.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> json)
    {
        var text = WithoutMark(json);
        if (text.Length > MaximumBytes || text.Span.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
            return [json];
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            var items = document.RootElement.GetArrayLength();
            return items is 0 or > MostInOne
                ? [json]
                : [.. document.RootElement.EnumerateArray().Select(item => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(item).ToArray())];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [json];
        }
    }

    /// <summary>Reads a message of ChirpStack v4 or v3 or of The Things Stack v3, told apart by their own properties.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out ForeignUplink? uplink, out string problem)
    {
        uplink = null;
        if (json.Length > MaximumBytes)
        {
            problem = $"Nachricht hat {json.Length} Bytes, höchstens {MaximumBytes} werden angenommen";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(WithoutMark(json), Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                problem = "Nachricht ist kein JSON-Objekt";
                return false;
            }

            var read = root.TryGetProperty("end_device_ids", out _) ? TheThingsStack.Read(root, out problem)
                : OlderChirpStack.IsOne(root) ? OlderChirpStack.Read(root, out problem)
                : ChirpStack.Read(root, out problem);
            uplink = read is null ? null : read with { DeliveryKey = Key(read, json) };
            return read is not null;
        }
        catch (JsonException exception)
        {
            problem = $"Kein gültiges JSON (Zeile {exception.LineNumber + 1}, Byte {exception.BytePositionInLine})";
            return false;
        }
        catch (InvalidOperationException)
        {
            problem = "Nachricht enthält Namen, die kein gültiger Text sind";
            return false;
        }
    }

    /// <summary>EUI of a text; null with a reason when it is none.</summary>
    internal static string? Eui(string text, out string problem)
    {
        problem = Nodes.Eui.TryNormalize(text, out var eui) ? "" : "Nachricht nennt keine gültige devEui (16 Hexziffern)";
        return eui;
    }

    private static string Key(ForeignUplink uplink, ReadOnlyMemory<byte> json) => uplink switch
    {
        { TimeUnixMilliseconds: { } time } => string.Create(CultureInfo.InvariantCulture, $"t{time}"),
        { DeliveryId.Length: > 0 } => uplink.DeliveryId,
        _ => "h" + Convert.ToHexStringLower(SHA256.HashData(json.Span).AsSpan(0, 16)),
    };

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) =>
        json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
}
