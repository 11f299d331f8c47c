using System.Net;
using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>The whole gateway in this process, on free ports and a folder of its own.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly WebApplication _app;

    private RunningGateway(string[] settings, Action<WebApplicationBuilder>? configure, string? dataDirectory)
    {
        DataDirectory = dataDirectory ?? _folder.Path;
        string[] args =
        [
            $"--Gateway:DataDirectory={DataDirectory}", "--Gateway:Web:Address=127.0.0.1", "--Gateway:Web:Port=0", "--Gateway:Broker:Address=127.0.0.1",
            "--Gateway:Broker:Port=0", "--Gateway:Timing:Clock=Always", .. settings,
        ];
        _app = GatewayHost.Create(args, builder =>
        {
            builder.LogToTest();
            configure?.Invoke(builder);
        });
    }

    public IServiceProvider Services => _app.Services;

    public int MqttPort => Get<GatewayPorts>().Mqtt!.Value;

    public Uri Page => new($"http://127.0.0.1:{Get<GatewayPorts>().Web}/");

    /// <summary>Its own folder, gone afterwards, unless the test gave one.</summary>
    public string DataDirectory { get; }

    public static async Task<RunningGateway> StartAsync(string[]? settings = null, Action<WebApplicationBuilder>? configure = null, string? dataDirectory = null)
    {
        var gateway = new RunningGateway(settings ?? [], configure, dataDirectory);
        await gateway._app.StartAsync();
        return gateway;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Registers a node with one capacitive probe and one thermometer at 30 cm.</summary>
    public Task<RegisteredNode> AddNodeAsync() => Get<NodeRegistration>().AddAsync(new NewNode(new ProbeLayout
    {
        Id = 1,
        PowerPin = 255,
        Channels =
        [
            new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = [0] },
            new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = 30, Wiring = [] },
        ],
    }));

    /// <summary>What /health tells, in German.</summary>
    public async Task<List<string>> FindingsAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(Page, "health"));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("reason").GetString()!)];
    }

    /// <summary>The text of a page.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var http = new HttpClient();
        return WebUtility.HtmlDecode(await http.GetStringAsync(new Uri(Page, path)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
