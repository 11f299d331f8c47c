namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>A place in compiled code that the device cannot run, or runs differently.</summary>
/// <param name="Member">Full name of the type, field or method.</param>
/// <param name="Rule">Name of the rule it breaks.</param>
/// <param name="Reason">What is wrong and what to do instead.</param>
internal sealed record Finding(string Member, string Rule, string Reason)
{
    public override string ToString() => $"{Member}: {Rule}: {Reason}";
}
