using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Pointers, pinned values, fixed buffers, overlaid fields and native imports: refused by the converter or the runtime.</summary>
internal sealed class UnsafeRule : DeviceRule
{
    public override string Name => "no unsafe code";

    public override IEnumerable<string> CheckType(TypeDefinition type)
    {
        if (type.IsExplicitLayout)
        {
            yield return "fields cannot be laid over each other; convert with BitConverter or shifts";
        }
    }

    public override IEnumerable<string> CheckField(FieldDefinition field)
    {
        if (field.FieldType.Name.Contains("e__FixedBuffer", StringComparison.Ordinal))
        {
            yield return "the runtime has no fixed buffers; use an array";
        }

        foreach (var type in Pointers(TypeParts.Of(field.FieldType)))
        {
            yield return type;
        }
    }

    public override IEnumerable<string> CheckMethod(MethodDefinition method)
    {
        if (method is { IsAbstract: false, IsRuntime: false, RVA: 0 })
        {
            yield return "the firmware image has no native code for this method";
        }

        foreach (var type in Pointers(TypeParts.Of(method)))
        {
            yield return type;
        }
    }

    private static IEnumerable<string> Pointers(IEnumerable<TypeReference> types) =>
        types.Where(type => type is PointerType or FunctionPointerType or PinnedType).Select(type => type.FullName).Distinct()
            .Select(type => $"{type} is a pointer; use an array and an index");
}
