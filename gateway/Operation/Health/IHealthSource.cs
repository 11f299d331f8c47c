namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Tells of one part of the gateway what is not well with it.</summary>
internal interface IHealthSource
{
    /// <summary>All findings now; empty when all is well.</summary>
    IEnumerable<HealthFinding> Findings();
}
