namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Calls of Debug vanish from the release image, and nobody reads its output.</summary>
internal sealed class DebugOutputRule : DeviceRule
{
    public override string Name => "no output through Debug";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Calls.Where(call => call.Target.DeclaringType.FullName == "System.Diagnostics.Debug")
            .Select(call => $"{call.Target.Name} is compiled only into debug images; record what matters in the health report");
}
