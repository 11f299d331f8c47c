namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Tells at the start of settings that nobody reads; <c>doctor</c> tells them too.</summary>
internal sealed partial class SettingsNotice(UnknownSettings unknown, ILogger<SettingsNotice> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, meant) in unknown.Find())
        {
            if (meant.Length > 0)
                LogMisspelt(key, meant);
            else
                LogUnknown(key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Setting {Key} has no effect, this version does not know it. Is {Meant} meant?")]
    private partial void LogMisspelt(string key, string meant);

    [LoggerMessage(LogLevel.Warning, "Setting {Key} has no effect, this version does not know it.")]
    private partial void LogUnknown(string key);
}
