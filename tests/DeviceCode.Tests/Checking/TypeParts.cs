using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>Every type a member names, taken apart: an array also yields its element, a generic instance its arguments.</summary>
internal static class TypeParts
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) =>
        (type.BaseType is null ? [] : Of(type.BaseType)).Concat(type.Interfaces.SelectMany(i => Of(i.InterfaceType)));

    public static IEnumerable<TypeReference> Of(MethodDefinition method)
    {
        var signature = Of(method.ReturnType).Concat(method.Parameters.SelectMany(p => Of(p.ParameterType)));
        return method.HasBody
            ? signature.Concat(method.Body.Variables.SelectMany(v => Of(v.VariableType)))
                .Concat(method.Body.ExceptionHandlers.Where(h => h.CatchType is not null).SelectMany(h => Of(h.CatchType)))
                .Concat(method.Body.Instructions.SelectMany(Of))
            : signature;
    }

    public static IEnumerable<TypeReference> Of(TypeReference type)
    {
        yield return type;
        if (type is IGenericInstance instance)
        {
            foreach (var part in instance.GenericArguments.SelectMany(Of))
            {
                yield return part;
            }
        }

        if (type is TypeSpecification and not FunctionPointerType)
        {
            foreach (var part in Of(((TypeSpecification)type).ElementType))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<TypeReference> Of(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => Of(type),
        FieldReference field => Of(field.DeclaringType).Concat(Of(field.FieldType)),
        MethodReference method => Of(method.DeclaringType).Concat(Of(method.ReturnType)).Concat(method.Parameters.SelectMany(p => Of(p.ParameterType))),
        _ => [],
    };
}
