using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Shows the service what a command entered: a calibration raises the registry's revision, and that wakes the directory.</summary>
internal sealed class CalibrationRefresher(INodeDirectory directory, CalibrationBook book) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Changed += book.Refresh;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        directory.Changed -= book.Refresh;
        return Task.CompletedTask;
    }
}
