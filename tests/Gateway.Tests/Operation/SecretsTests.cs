using System.Net.Http.Headers;
using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>A gateway with secrets wherever it takes one, all logging on, and everything going wrong that names them.</summary>
public class SecretsTests
{
    private const string SinkPassword = "geheim-Sinke-4711";
    private const string SinkFilePassword = "geheim-Datei-4712";
    private const string ServerPassword = "geheim-ChirpStack-4713";
    private const string Token = "geheim-Token-4714-lang-genug";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_log_health_metrics_pages_answers_or_files()
    {
        await using var gateway = await GatewayProcess.StartAsync(Environment);
        var node = gateway.Node;
        byte[][] messages =
        [
            TestFrames.Encode(node.NodeId, node.Key, 1, 0, 900, layout: node.Layout.Id),
            TestFrames.Encode(node.NodeId, new byte[node.Key.Length], 1, 1, 1800),
            "no frame"u8.ToArray(),
        ];
        foreach (var message in messages)
        {
            // The broker may close on what it refuses, and on a node that comes back at once.
            await Record.ExceptionAsync(async () =>
            {
                await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node, subscribe: true);
                await wire.PublishAsync(message);
            });
        }

        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, node, password: "geheim-falsch-4715"));
        await Assert.ThrowsAnyAsync<Exception>(() => TestNode.ConnectAsync(gateway.MqttPort, new RegisteredNode(9, 77, node.Key, node.Layout), password: "geheim-fremd-4716"));
        await PostAsync(gateway, "geheim-Raten-4717");
        await PostAsync(gateway, Token);

        // The sinks and servers are unreachable: their errors must have been seen.
        await Eventually.TrueAsync(() => gateway.Log.Contains("stadt", StringComparison.Ordinal) && gateway.Log.Contains("Ready", StringComparison.Ordinal), "the log tells of the sink");
        var shown = new Dictionary<string, string> { ["log"] = gateway.Log };
        foreach (var path in new[] { "/", "/en", "/fremde", "/health", "/metrics", "/api/readings/latest", $"/knoten/{Topics.NodeName(node.NodeId)}", $"/api/nodes/{Topics.NodeName(node.NodeId)}/days" })
            shown[path] = await (await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).Content.ReadAsStringAsync(Cancellation);
        foreach (var file in Directory.GetFiles(gateway.DataDirectory, "*.json"))
            shown[file] = await File.ReadAllTextAsync(file, Cancellation);

        var keyFile = (await File.ReadAllTextAsync(Path.Combine(gateway.DataDirectory, "node-keys.secret"), Cancellation)).Trim();
        string[] secrets =
        [
            SinkPassword, SinkFilePassword, ServerPassword, Token, "geheim-", keyFile, NodeSecrets.MqttPassword(node.Key),
            Convert.ToHexString(node.Key), Convert.ToHexStringLower(node.Key), Convert.ToBase64String(node.Key),
        ];
        foreach (var (where, text) in shown)
        {
            Assert.NotEmpty(text);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(gateway.DataDirectory, "node-keys.secret")));
        Assert.Contains(Topics.NodeName(node.NodeId), shown["log"] + shown["/"], StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> Environment(GatewayProcess gateway)
    {
        var file = Path.Combine(gateway.DataDirectory, "sink.password");
        File.WriteAllText(file, SinkFilePassword);
        foreach (var category in (string[])["Default", "Microsoft.AspNetCore", "Microsoft.Hosting"])
            yield return ("Logging__LogLevel__" + category, "Trace");
        yield return ("Gateway__Sinks__0__Name", "stadt");
        yield return ("Gateway__Sinks__0__Host", "127.0.0.1");
        yield return ("Gateway__Sinks__0__Port", "9");
        yield return ("Gateway__Sinks__0__UseTls", "false");
        yield return ("Gateway__Sinks__0__User", "stadtgruen");
        yield return ("Gateway__Sinks__0__Password", SinkPassword);
        yield return ("Gateway__Sinks__1__Name", "zweites");
        yield return ("Gateway__Sinks__1__Host", "127.0.0.1");
        yield return ("Gateway__Sinks__1__Port", "9");
        yield return ("Gateway__Sinks__1__User", "stadtgruen");
        yield return ("Gateway__Sinks__1__PasswordFile", file);
        yield return ("Gateway__Lorawan__HttpToken", Token);
        yield return ("Gateway__Lorawan__Servers__0__Name", "chirpstack");
        yield return ("Gateway__Lorawan__Servers__0__Host", "127.0.0.1");
        yield return ("Gateway__Lorawan__Servers__0__Port", "9");
        yield return ("Gateway__Lorawan__Servers__0__User", "app");
        yield return ("Gateway__Lorawan__Servers__0__Password", ServerPassword);
    }

    private static async Task PostAsync(GatewayProcess gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lorawan/chirpstack?event=up") { Content = new StringContent("{\"deviceInfo\":7}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway.Client.SendAsync(request, Cancellation);
    }
}
