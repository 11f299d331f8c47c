namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Tells how the gateway is, with reasons and what to do about them.</summary>
internal sealed class HealthModel(IEnumerable<IHealthSource> sources)
{
    /// <summary>All findings now, the worst first; empty when all is well.</summary>
    public IReadOnlyList<HealthFinding> Findings() => [.. sources.SelectMany(source => source.Findings()).OrderByDescending(finding => finding.Status)];

    /// <summary>The worst of some findings.</summary>
    public static HealthStatus Worst(IReadOnlyList<HealthFinding> findings) => findings.Count == 0 ? HealthStatus.Ok : findings.Max(finding => finding.Status);
}
