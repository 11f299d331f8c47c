namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>On the device HMACSHA256 keeps the caller's own key array, and disposing of it fills that array with zeros.</summary>
internal sealed class KeyErasureRule : DeviceRule
{
    public override string Name => "no key handed to HMACSHA256";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Calls.Where(call => call.Target is { Name: ".ctor", DeclaringType.FullName: "System.Security.Cryptography.HMACSHA256", Parameters.Count: 1 })
            .Select(_ => "its Dispose fills the caller's key with zeros; use the static HashData");
}
