namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>How well something is.</summary>
internal enum HealthStatus
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, and a person should look.</summary>
    Degraded,

    /// <summary>It does not do its work.</summary>
    Failed,
}

/// <summary>One reason why health is not ok.</summary>
/// <param name="Part">Which part: storage, disk, room, clock, sink, certificate, broker, lorawan, node, calibration, service.</param>
/// <param name="Status">How bad.</param>
/// <param name="Reason">What is wrong and what to do, German.</param>
/// <param name="ReasonEnglish">The same in English.</param>
internal sealed record HealthFinding(string Part, HealthStatus Status, string Reason, string ReasonEnglish);
