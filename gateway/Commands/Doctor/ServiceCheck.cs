using System.Net;
using System.Text.Json;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>
/// The running service, asked at its own <c>/health</c>: whether it can still write, lets a sink wait or threw a node out, no other program sees.
/// </summary>
internal static class ServiceCheck
{
    private const string Name = "Dienst / service";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks the service at an address and port.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(string address, int port, CancellationToken cancellation)
    {
        var pages = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Parse(address).ToString(), port).Uri;
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };
        try
        {
            using var answer = await http.GetAsync(new Uri(pages, "health"), cancellation);
            using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            var findings = report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => Told(finding, pages)).ToList();
            return findings.Count > 0 ? findings : [Finding.Good(Name, $"läuft, Seiten unter {pages} / runs, pages are there")];
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return [Finding.Warning(Name, $"{pages}: {problem.Message}", ReachCheck.IsServiceRunning)];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [Finding.Problem(Name, $"{pages}: keine Antwort in {Patience.TotalSeconds:0} s / no answer", "systemctl restart jena-gateway; hilft das nicht, zeigt „journalctl -u jena-gateway“ die Ursache / else the journal tells the cause")];
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [Finding.Problem(Name, $"{pages} antwortet, aber nicht als Gateway / answers, but not as a gateway", ReachCheck.WhoListens(port, "Gateway:Web:Port"))];
        }
    }

    private static Finding Told(JsonElement finding, Uri pages)
    {
        var told = Finding.Warning(
            Name,
            $"{finding.GetProperty("reason").GetString()} / {finding.GetProperty("reasonEnglish").GetString()}",
            $"das meldet der Dienst selbst; {new Uri(pages, "vorfaelle")} zeigt mehr / the service itself tells this; its pages show more");
        return finding.GetProperty("status").GetString() == "failed" ? told with { Severity = Severity.Problem } : told;
    }
}
