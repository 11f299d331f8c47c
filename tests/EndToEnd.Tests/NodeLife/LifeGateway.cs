using Jena.SensorNode.Emulator.Time;
using Jena.SensorNode.EndToEnd.Tests.Parts;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Jena.SensorNode.EndToEnd.Tests.NodeLife;

/// <summary>The real gateway in this process, on the nodes' virtual clock.</summary>
internal sealed class LifeGateway : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    public LifeGateway(VirtualTimeProvider clock)
    {
        string[] settings =
        [
            $"--Gateway:DataDirectory={_folder.Path}",
            "--Gateway:Web:Port=0",
            "--Gateway:Broker:Port=0",
            "--Gateway:Broker:Address=127.0.0.1",
            "--Gateway:Timing:Clock=Always",
        ];
        _app = GatewayHost.Create(settings, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        });
    }

    public int BrokerPort => Service<GatewayPorts>().Mqtt ?? 0;

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    public Task<RegisteredNode> RegisterAsync(ProbeLayout layout, DateTimeOffset now, CancellationToken cancellation) =>
        Service<NodeRegistration>().AddAsync(new NewNode(layout) { ValidFrom = now.AddDays(-1) }, cancellation);

    /// <summary>Every sample stored of a device.</summary>
    public IReadOnlyList<Sample> Samples(int deviceId) => [.. Service<IReadingStore>().Read(deviceId, 0, long.MaxValue)];

    /// <summary>What the node last said of itself.</summary>
    public NodeHealth Health(int deviceId) => Service<INodeReports>().Status(deviceId)!.Health;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
