using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Compiler and converter accept generics; the runtime dies when it loads the program.</summary>
internal sealed class GenericsRule : DeviceRule
{
    public override string Name => "no generics";

    public override IEnumerable<string> CheckType(TypeDefinition type)
    {
        if (type.HasGenericParameters)
        {
            yield return "the runtime cannot load a generic type; write it for the one type needed";
        }

        foreach (var used in TypeParts.Of(type).OfType<GenericInstanceType>())
        {
            yield return Instance(used);
        }
    }

    public override IEnumerable<string> CheckField(FieldDefinition field) =>
        TypeParts.Of(field.FieldType).OfType<GenericInstanceType>().Select(Instance);

    public override IEnumerable<string> CheckMethod(MethodDefinition method)
    {
        if (method.HasGenericParameters)
        {
            yield return "the runtime cannot load a generic method; write it for the one type needed";
        }

        var types = TypeParts.Of(method).OfType<GenericInstanceType>().Select(used => used.FullName);
        var methods = method.HasBody ? method.Body.Instructions.Select(i => i.Operand).OfType<GenericInstanceMethod>().Select(used => used.FullName) : [];
        foreach (var used in types.Concat(methods).Distinct())
        {
            yield return $"{used} is generic; declare a delegate or class of its own";
        }
    }

    private static string Instance(GenericInstanceType used) => $"{used.FullName} is generic; declare a delegate or class of its own";
}
