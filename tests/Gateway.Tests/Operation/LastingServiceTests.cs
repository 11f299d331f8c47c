using Jena.SensorNode.Gateway.Operation.Health;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>What nobody foresaw ends neither the host nor the loop that met it, and is told.</summary>
public sealed class LastingServiceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_loop_that_throws_runs_again_beside_the_others_and_rests_longer_each_time()
    {
        using var service = new Failing(NullLogger.Instance, _time);
        await service.StartAsync(TestContext.Current.CancellationToken);

        foreach (var seconds in new[] { 5, 10, 20, 40, 80, 160, 300, 300 })
        {
            var runs = service.Runs;
            await Eventually.TrueAsync(
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(seconds));
                    return service.Runs > runs;
                },
                $"again after {seconds} s");
            Assert.Contains("unable to open", service.Error!, StringComparison.Ordinal);
        }

        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(TestContext.Current.CancellationToken);
        _time.Advance(LastingService.LongestRest * 2);
        Assert.Null(service.Error);
    }

    [Fact]
    public async Task The_gateway_goes_on_and_its_health_says_what_failed()
    {
        await using var gateway = await RunningGateway.StartAsync([], builder => builder.Services.AddHostedService<Failing>());

        await Eventually.TrueAsync(() => gateway.Get<HealthModel>().Findings().Any(finding => finding.Part == "service"), "told");

        var finding = gateway.Get<HealthModel>().Findings().Single(finding => finding.Part == "service");
        Assert.Equal(HealthStatus.Degraded, finding.Status);
        Assert.Contains("Failing: SQLite Error 14", finding.ReasonEnglish, StringComparison.Ordinal);
        Assert.False(gateway.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private sealed class Failing : LastingService
    {
        private int _runs;

        public Failing(ILogger<Failing> log)
            : base(log)
        {
        }

        public Failing(ILogger log, TimeProvider time)
            : base(log, time)
        {
        }

        public int Runs => Volatile.Read(ref _runs);

        protected override IReadOnlyList<Func<CancellationToken, Task>> Loops => [stopping => Task.Delay(Timeout.Infinite, stopping), FailAsync];

        private Task FailAsync(CancellationToken stopping)
        {
            Interlocked.Increment(ref _runs);
            throw new SqliteException("SQLite Error 14: 'unable to open database file'.", 14);
        }
    }
}
