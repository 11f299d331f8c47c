using System.Text.Json;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Writes <c>ports.json</c> to the data folder once everything listens, and takes it away at the end.</summary>
internal sealed partial class PortsFile(GatewayPorts ports, StorageOptions storage, IServer server, ILogger<PortsFile> log) : IHostedLifecycleService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string FilePath => Path.Combine(storage.DataDirectory, "ports.json");

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        ports.Web = address is null ? null : BindingAddress.Parse(address).Port;
        // Written beside and moved, so that a reader never sees half a file.
        await File.WriteAllTextAsync(FilePath + ".new", JsonSerializer.Serialize(ports, Json), cancellationToken);
        File.Move(FilePath + ".new", FilePath, overwrite: true);
        LogReady(ports.Web);
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        File.Delete(FilePath);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Ready; pages at http port {Port}.")]
    private partial void LogReady(int? port);
}
