using Jena.SensorNode.Gateway.Nodes;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>
/// Shows the service what a command entered: a calibration raises the registry's revision, and that wakes the directory.
/// The revision is seen once, so a table that could not be read then is read again every second until it can be; meanwhile
/// <see cref="Error"/> says that values follow the calibrations of before.
/// </summary>
internal sealed partial class CalibrationRefresher(INodeDirectory directory, CalibrationBook book, ILogger<CalibrationRefresher> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _changed = new(0);
    private volatile string? _error;

    /// <summary>Why the newest calibrations are not in force; null while they are.</summary>
    public string? Error => _error;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        directory.Changed += Look;
        Look();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        directory.Changed -= Look;
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _changed.WaitAsync(stoppingToken);

            // The pace is the machine's own, not that of a demonstration's clock.
            for (Look(); _error is not null; Look())
                await Task.Delay(Pace, TimeProvider.System, stoppingToken);
        }
    }

    // At once, in the thread that saw the change, so that who entered a calibration finds it in force.
    private void Look()
    {
        try
        {
            book.Refresh();
            _error = null;
        }
        catch (Exception problem) when (problem is SqliteException or InvalidDataException or IOException)
        {
            if (_error is null)
                Unreadable(problem.Message);
            _error = problem.Message;
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Calibrations could not be read again, those of before stay in force: {Reason}")]
    private partial void Unreadable(string reason);
}
