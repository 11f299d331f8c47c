using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Time;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.SoilWater;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Jena.SensorNode.Demo;

/// <summary>The real gateway in this process, on the virtual clock, with its database in a folder of its own.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder = Directory.CreateTempSubdirectory("jsn-demo-").FullName;

    public DemoGateway(DemoOptions options, VirtualTimeProvider clock, int cityPort)
    {
        string[] settings =
        [
            $"--Gateway:DataDirectory={_folder}",
            $"--Gateway:Web:Port={options.WebPort}",
            "--Gateway:Broker:Port=0",
            "--Gateway:Broker:Address=127.0.0.1",
            "--Gateway:Timing:Clock=Always",
            "--Gateway:Sinks:0:Name=stadt",
            "--Gateway:Sinks:0:Kind=mqtt",
            "--Gateway:Sinks:0:Host=127.0.0.1",
            $"--Gateway:Sinks:0:Port={cityPort}",
            "--Gateway:Sinks:0:UseTls=false",
        ];
        _app = GatewayHost.Create(settings, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        });
    }

    public int WebPort => _app.Services.GetRequiredService<GatewayPorts>().Web ?? 0;

    public int BrokerPort => _app.Services.GetRequiredService<GatewayPorts>().Mqtt ?? 0;

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    public async Task<IReadOnlyList<RegisteredNode>> RegisterAsync(DemoOptions options, DateTimeOffset now, CancellationToken cancellation)
    {
        await using (var trees = DemoTrees.Open(options))
            await _app.Services.GetRequiredService<SiteImport>().ImportAsync(trees, cancellation);
        var registration = _app.Services.GetRequiredService<NodeRegistration>();
        var nodes = new List<RegisteredNode>();
        foreach (var reference in DemoTrees.References(options).Take(options.Nodes ?? int.MaxValue))
        {
            var node = new NewNode(DemoFleet.Layout()) { SiteReference = reference, ValidFrom = now.AddDays(-1) };
            nodes.Add(await registration.AddAsync(node, cancellation));
        }

        await CalibrateAsync(now, cancellation);
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Every probe calibrated in steps of 2 % water, so that what reaches the city differs from the soil by the converter's steps alone.</summary>
    private async Task CalibrateAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        CalibrationPoint[] points = [.. Enumerable.Range(0, 25).Select(step => new CalibrationPoint(CapacitiveProbe.ExpectedCounts(2 * step), 2 * step))];
        var book = _app.Services.GetRequiredService<CalibrationBook>();
        foreach (var probe in _app.Services.GetRequiredService<INodeDirectory>().All().SelectMany(device => device.Probes))
        {
            if (probe.Kind == ChannelKind.SoilMoistureAdc)
                await book.AddAsync(new Calibration { ProbeId = probe.ProbeId, ValidFrom = now.AddDays(-1), Points = points, Note = "Vorführung" }, cancellation);
        }
    }
}
