using System.Security.Cryptography;
using System.Text;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Lorawan.Servers;

/// <summary>Takes uplinks over HTTP, as ChirpStack's HTTP integration and the webhooks of The Things Stack send them.</summary>
internal static class UplinkEndpoints
{
    /// <summary>Maps <c>POST /lorawan/chirpstack</c> and <c>/lorawan/tts</c>.</summary>
    public static void MapUplinks(this IEndpointRouteBuilder app)
    {
        app.MapPost("/lorawan/chirpstack", AcceptAsync);
        app.MapPost("/lorawan/tts", AcceptAsync);
    }

    private static async Task<IResult> AcceptAsync(HttpRequest request, UplinkIngest ingest, LorawanOptions options)
    {
        var token = options.ReadToken();
        if (token.Length == 0)
            return Text(StatusCodes.Status404NotFound, "Annahme über HTTP ist aus: Gateway:Lorawan:HttpToken einstellen.");
        if (!IsRight(request.Headers.Authorization.ToString(), token))
            return Text(StatusCodes.Status401Unauthorized, "Kopfzeile Authorization: Bearer <Token> fehlt oder ist falsch.");

        // ChirpStack sends every kind of event to one address and names it in the query.
        if (request.Query["event"].ToString() is { Length: > 0 } kind and not "up")
            return Text(StatusCodes.Status200OK, $"Ereignis {(kind.All(char.IsAsciiLetter) && kind.Length < 20 ? kind : "?")} wird nicht gebraucht.");
        byte[]? body;
        try
        {
            body = await ReadAsync(request);
        }
        catch (IOException problem)
        {
            // It broke off, came too slowly, or is not put into pieces as HTTP wants it.
            return Text((problem as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, "Die Anfrage kam nicht vollständig an.");
        }

        if (body is null)
            return Text(StatusCodes.Status413PayloadTooLarge, $"Höchstens {UplinkMessage.MaximumBytes} Bytes.");
        var result = await ingest.AcceptAsync(body, request.HttpContext.RequestAborted);
        return result.Outcome switch
        {
            UplinkOutcome.Refused => Text(StatusCodes.Status400BadRequest, result.Problem),
            UplinkOutcome.Ignored => Text(StatusCodes.Status200OK, result.Problem),
            UplinkOutcome.Unavailable => Text(StatusCodes.Status503ServiceUnavailable, "Speicher nimmt nichts an; bitte wiederholen."),
            var outcome => Text(StatusCodes.Status200OK, outcome.ToString()),
        };
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > UplinkMessage.MaximumBytes)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + count > UplinkMessage.MaximumBytes)
                return null;
            await body.WriteAsync(buffer.AsMemory(0, count));
        }

        return body.ToArray();
    }

    // ChirpStack sends whatever header it is given; The Things Stack can also send user and password.
    internal static bool IsRight(string header, string token)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, given) = space < 0 ? ("", header) : (header[..space], header[(space + 1)..].Trim());
        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            var decoded = new byte[given.Length];
            if (!Convert.TryFromBase64String(given, decoded, out var length))
                return false;
            given = Encoding.UTF8.GetString(decoded, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : "";
        }
        else if (!scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Compared by hash: in constant time, whatever the lengths.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    private static IResult Text(int status, string text) => Results.Text(text + "\n", "text/plain; charset=utf-8", statusCode: status);
}
