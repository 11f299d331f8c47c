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

    /// <summary>The test launcher reads the attributes of methods; one boxed enumeration ends the whole run, without a word.</summary>
    public override IEnumerable<string> CheckMethod(MethodDefinition method) =>
        method.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments).Where(HasBoxedEnumeration)
            .Select(_ => "the runtime cannot read an enumeration handed to an attribute as an object; give its number");

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Calls.Where(call => call.Target.Name is "GetCustomAttributes" or "GetCustomAttributesData")
            .Select(call => $"{call.Target.Name} throws for attributes the converter left out");

    private static bool HasBoxedEnumeration(CustomAttributeArgument argument) => argument.Value switch
    {
        CustomAttributeArgument boxed => boxed.Value is ValueType and not CustomAttributeArgument && !boxed.Type.IsPrimitive,
        CustomAttributeArgument[] all => all.Any(HasBoxedEnumeration),
        _ => false,
    };
}
