using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>A registry over a database in a folder of its own; two of them on one folder stand for two processes.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    public TestRegistry(string? folder = null, FakeTimeProvider? time = null)
    {
        _ownsFolder = folder is null;
        // Made here and not by the database: a test that skips opens none, and there must be something to delete.
        Folder = folder ?? System.IO.Directory.CreateTempSubdirectory("registry-").FullName;
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero));
        var settings = new Dictionary<string, string?> { ["Gateway:DataDirectory"] = Folder };
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddStorage();
        services.AddNodes();
        _services = services.BuildServiceProvider();
    }

    public string Folder { get; }

    public string KeyFilePath => Path.Combine(Folder, "node-keys.secret");

    public FakeTimeProvider Time { get; }

    public NodeDirectory Directory => Get<NodeDirectory>();

    public NodeRegistration Registration => Get<NodeRegistration>();

    public NodeRegistry Registry => Get<NodeRegistry>();

    public SiteImport Import => Get<SiteImport>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A capacitive probe and a DS18B20 at 30 cm.</summary>
    public static ProbeLayout Layout(byte depthCentimeters = 30) => new()
    {
        PowerPin = 25,
        Channels =
        [
            new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = depthCentimeters, Wiring = [0] },
            new ProbeChannel { Kind = ChannelKind.SoilTemperature, DepthCentimeters = depthCentimeters },
        ],
    };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<RegisteredNode> AddNodeAsync(uint? nodeId = null, string? site = null) =>
        Registration.AddAsync(new NewNode(Layout()) { NodeId = nodeId, SiteReference = site }, Cancellation);

    public Task<ImportReport> ImportAsync(string text) =>
        Import.ImportAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            System.IO.Directory.Delete(Folder, recursive: true);
        }
    }
}
