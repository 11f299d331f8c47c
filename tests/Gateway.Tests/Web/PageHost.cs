using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>The whole gateway on free ports with an empty database, and ways to give it nodes and readings.</summary>
public sealed class PageHost : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
    private readonly Dictionary<int, int> _layouts = [];
    private readonly WebApplication _app;

    private PageHost(string[] settings, Action<WebApplicationBuilder>? configure) => _app = GatewayHost.Create(
    [
        $"--Gateway:DataDirectory={_folder}", "--Gateway:Web:Address=127.0.0.1", "--Gateway:Web:Port=0",
        "--Gateway:Broker:Address=127.0.0.1", "--Gateway:Broker:Port=0", "--Gateway:Timing:Clock=Always", .. settings,
    ], builder =>
    {
        builder.LogToTest();
        configure?.Invoke(builder);
    });

    public HttpClient Client { get; private set; } = null!;

    public string DataDirectory => _folder;

    public IServiceProvider Services => _app.Services;

    public static Task<PageHost> StartAsync(params string[] settings) => StartAsync(null, settings);

    public static async Task<PageHost> StartAsync(Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var host = new PageHost(settings, configure);
        await host._app.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Services.GetRequiredService<GatewayPorts>().Web}/") };
        return host;
    }

    public Task AddSiteAsync(SiteRecord site) => Services.GetRequiredService<RegistryWriter>()
        .ChangeAsync(connection => SiteWriter.Write(connection, [site]), CancellationToken.None);

    /// <summary>A node with moisture and temperature at 30, 60 and 90 cm.</summary>
    public async Task<int> AddNodeAsync(string? site, DateTimeOffset? validFrom = null)
    {
        byte[] depths = [30, 60, 90];
        var layout = new ProbeLayout
        {
            Channels =
            [
                .. depths.Select((depth, index) => new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depth, Wiring = [(byte)index] }),
                .. depths.Select((depth, index) => new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depth, Wiring = [1, 2, 3, 4, 5, 6, 7, (byte)index] }),
            ],
        };
        var node = await Services.GetRequiredService<NodeRegistration>().AddAsync(
            new NewNode(layout) { SiteReference = site, ValidFrom = validFrom ?? DateTimeOffset.UtcNow.AddDays(-30) });
        _layouts[node.DeviceId] = node.Layout.Id;
        return node.DeviceId;
    }

    /// <summary>Stores samples, the newest last; <paramref name="values"/> gives six values for each.</summary>
    public async Task AddSamplesAsync(int deviceId, DateTimeOffset newest, int count, Func<int, int[]> values, int batteryMillivolts = 3950, byte[]? faults = null, uint boot = 1)
    {
        var store = Services.GetRequiredService<IReadingStore>();
        for (var index = 0; index < count; index++)
        {
            var time = newest.AddMinutes(-15 * (count - 1 - index)).ToUnixTimeMilliseconds();
            var raw = values(index);
            await store.AppendAsync(new SampleBatch
            {
                Stream = new StreamKey(deviceId, boot, 0),
                FirstCounter = (uint)index,
                LayoutId = _layouts.GetValueOrDefault(deviceId),
                BatteryMillivolts = batteryMillivolts,
                ReceivedUnixMilliseconds = time + 900,
                ProvisionalPeriod = 0,
                AgeSeconds = 0,
                DelayBoundMilliseconds = null,
                NodeSeconds = [(uint)(900 * index)],
                TimesUnixMilliseconds = [time],
                UncertaintiesMilliseconds = [450],
                ChannelCount = raw.Length,
                Values = raw,
                Faults = faults ?? new byte[raw.Length],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
