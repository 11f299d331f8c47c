using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>A default body in an interface compiles and throws when it is called.</summary>
internal sealed class InterfaceBodyRule : DeviceRule
{
    public override string Name => "no bodies in interfaces";

    public override IEnumerable<string> CheckMethod(MethodDefinition method)
    {
        if (method.DeclaringType.IsInterface && method.HasBody && !method.IsStatic)
        {
            yield return "the runtime does not find a body in an interface; put it into a base class or a static method";
        }
    }
}
