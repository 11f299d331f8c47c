using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>What the code names must exist in the assemblies the firmware image is pinned to.</summary>
internal sealed class DeviceMemberRule : DeviceRule
{
    public override string Name => "only members of the device";

    public override IEnumerable<string> CheckModule(ModuleDefinition module) =>
        module.AssemblyReferences.Where(reference => !IsThere(module, reference)).Select(reference =>
            reference.Name.StartsWith("Iot.Device", StringComparison.Ordinal) || reference.Name.StartsWith("UnitsNet", StringComparison.Ordinal)
                ? $"{reference.Name} drops transfer states and costs flash; drive the part directly"
                : $"{reference.Name} is not an assembly of the device");

    public override IEnumerable<string> CheckType(TypeDefinition type) => Missing(TypeParts.Of(type));

    public override IEnumerable<string> CheckField(FieldDefinition field) => Missing(TypeParts.Of(field.FieldType));

    public override IEnumerable<string> CheckMethod(MethodDefinition method)
    {
        var operands = method.HasBody ? method.Body.Instructions.Select(i => i.Operand) : [];
        return Missing(TypeParts.Of(method)).Concat(operands.OfType<MemberReference>().Where(IsMissing).Select(member => member.FullName)
            .Distinct().Select(member => $"{member} does not exist on the device"));
    }

    private static IEnumerable<string> Missing(IEnumerable<TypeReference> types) =>
        types.Where(type => type is not TypeSpecification and not GenericParameter && ValueTypes.Find(type) is null).Select(type => type.FullName)
            .Distinct().Select(type => $"{type} does not exist on the device");

    private static bool IsMissing(MemberReference member)
    {
        if (member is TypeReference || member.DeclaringType is null or ArrayType)
        {
            return false;
        }

        try
        {
            return member.Resolve() is null;
        }
        catch (AssemblyResolutionException)
        {
            return true;
        }
    }

    private static bool IsThere(ModuleDefinition module, AssemblyNameReference reference)
    {
        try
        {
            return module.AssemblyResolver.Resolve(reference) is not null;
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }
}
