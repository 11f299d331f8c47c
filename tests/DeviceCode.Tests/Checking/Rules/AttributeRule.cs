using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Attributes are not to be had at run time: reading them throws, or gives wrong values.</summary>
internal sealed class AttributeRule : DeviceRule
{
    public override string Name => "no attributes at run time";

    public override IEnumerable<string> CheckType(TypeDefinition type)
    {
        if (type.BaseType?.FullName == "System.Attribute")
        {
            yield return "an attribute of its own serves nothing: the runtime cannot create it";
        }
    }

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Calls.Where(call => call.Target.Name is "GetCustomAttributes" or "GetCustomAttributesData")
            .Select(call => $"{call.Target.Name} throws for attributes the converter left out");
}
