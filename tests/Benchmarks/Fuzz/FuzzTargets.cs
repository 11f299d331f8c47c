namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Every parser that faces the network, and those of files that others write.</summary>
internal static class FuzzTargets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. FrameTargets.All, .. MessageTargets.All, .. BrokerTargets.All, .. ClientTargets.All, .. UplinkTargets.All, .. QueryTargets.All, .. TableTargets.All];
}
