namespace Jena.SensorNode.Emulator.Probes;

/// <summary>When a probe has which fault. Later plans win over earlier ones.</summary>
public sealed class FaultPlan
{
    private readonly List<(DateTimeOffset From, DateTimeOffset Until, ProbeFault Fault)> spans = [];

    /// <summary>Plans a fault from a time until another.</summary>
    public void Add(ProbeFault fault, DateTimeOffset from, DateTimeOffset until) => spans.Add((from, until, fault));

    /// <summary>Sets a fault for good, whatever was planned.</summary>
    public void Always(ProbeFault fault) => Add(fault, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>The fault at a time.</summary>
    public ProbeFault At(DateTimeOffset time) => spans.FindLast(span => span.From <= time && time < span.Until).Fault;
}
