namespace Jena.SensorNode.Gateway;

/// <summary>
/// A service in the background whose loops outlast what goes wrong in them. The host would end the whole process for an
/// exception that nobody foresaw (no file handle left, a reader that is busy), and every node's connection with it; and of
/// several loops that run side by side, one could end and nobody would know.
/// </summary>
internal abstract partial class LastingService(ILogger log, TimeProvider? pace = null) : BackgroundService
{
    /// <summary>A loop that failed runs again after this time, and after twice as long each time it fails at once.</summary>
    public static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);

    /// <summary>Longest time until a loop runs again.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    // The machine's own pace, not the service's clock, which a demonstration runs faster.
    private readonly TimeProvider _pace = pace ?? TimeProvider.System;
    private volatile Failure? _failure;

    /// <summary>Why a loop ended last; null when that is more than twice the <see cref="LongestRest"/> ago.</summary>
    public string? Error => _failure is { } failure && _pace.GetElapsedTime(failure.Timestamp) < LongestRest * 2 ? failure.Reason : null;

    /// <summary>The loops; each runs until cancelled, and from its beginning again if it throws.</summary>
    protected abstract IReadOnlyList<Func<CancellationToken, Task>> Loops { get; }

    /// <inheritdoc/>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Loops.Select(loop => KeepAsync(loop, stoppingToken)));

    private async Task KeepAsync(Func<CancellationToken, Task> loop, CancellationToken stopping)
    {
        for (var rest = FirstRest; ; rest = rest * 2 < LongestRest ? rest * 2 : LongestRest)
        {
            var began = _pace.GetTimestamp();
            try
            {
                await loop(stopping);
                return;
            }
            catch (Exception problem) when (!stopping.IsCancellationRequested)
            {
                _failure = new(problem.Message, _pace.GetTimestamp());
                if (_pace.GetElapsedTime(began) > LongestRest)
                    rest = FirstRest;
                LogFailed(log, problem, GetType().Name, rest.TotalSeconds);
            }

            await Task.Delay(rest, _pace, stopping);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Service} failed and goes on in {Seconds} s.")]
    private static partial void LogFailed(ILogger log, Exception problem, string service, double seconds);

    private sealed record Failure(string Reason, long Timestamp);
}
