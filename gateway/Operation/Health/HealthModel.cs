namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Tells how the gateway is, with reasons and what to do about them.</summary>
internal sealed class HealthModel(IEnumerable<IHealthSource> sources)
{
    /// <summary>For how long what is over, but was lost or moved, is still told, in ms: somebody looks once a month.</summary>
    public const long ToldForMilliseconds = 30 * 86_400_000L;

    /// <summary>All findings now, the worst first; empty when all is well.</summary>
    public IReadOnlyList<HealthFinding> Findings() => [.. sources.SelectMany(source => source.Findings()).OrderByDescending(finding => finding.Status)];

    /// <summary>The worst of some findings.</summary>
    public static HealthStatus Worst(IReadOnlyList<HealthFinding> findings) => findings.Count == 0 ? HealthStatus.Ok : findings.Max(finding => finding.Status);
}
