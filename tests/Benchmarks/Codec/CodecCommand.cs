using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Jena.SensorNode.Benchmarks.Codec;

/// <summary>Measures the codec in this very process, so that it needs no second build.</summary>
internal static class CodecCommand
{
    internal static int Run(string[] args)
    {
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: true)))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "jena-codec-" + Guid.NewGuid()));
        var summary = BenchmarkRunner.Run<CodecBenchmarks>(config, args);
        return summary.Reports.Length > 0 && summary.Reports.All(report => report.Success) ? 0 : 1;
    }
}
