using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>The declared type of the value an instruction leaves on the stack.</summary>
internal static class ValueTypes
{
    /// <summary>Null where the instruction itself does not say (arithmetic, comparison, constants).</summary>
    public static TypeReference? Of(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Ldarg_0 or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3 => Argument(method, instruction.OpCode.Code - Code.Ldarg_0),
        Code.Ldarg or Code.Ldarg_S => ((ParameterDefinition)instruction.Operand).ParameterType,
        Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 => method.Body.Variables[instruction.OpCode.Code - Code.Ldloc_0].VariableType,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)instruction.Operand).VariableType,
        Code.Ldfld or Code.Ldsfld => ((FieldReference)instruction.Operand).FieldType,
        Code.Call or Code.Callvirt => ((MethodReference)instruction.Operand).ReturnType,
        Code.Newobj => ((MethodReference)instruction.Operand).DeclaringType,
        Code.Newarr => ((TypeReference)instruction.Operand).MakeArrayType(),
        Code.Box or Code.Castclass or Code.Isinst or Code.Unbox_Any or Code.Ldelem_Any or Code.Ldobj => (TypeReference)instruction.Operand,
        Code.Ldelem_R4 or Code.Ldc_R4 or Code.Conv_R4 or Code.Ldind_R4 => method.Module.TypeSystem.Single,
        Code.Ldelem_R8 or Code.Ldc_R8 or Code.Conv_R8 or Code.Ldind_R8 => method.Module.TypeSystem.Double,
        Code.Ldelem_I8 or Code.Ldc_I8 or Code.Conv_I8 or Code.Ldind_I8 => method.Module.TypeSystem.Int64,
        Code.Ldelem_U4 or Code.Conv_U4 or Code.Ldind_U4 => method.Module.TypeSystem.UInt32,
        Code.Conv_U8 => method.Module.TypeSystem.UInt64,
        Code.Ldelem_I4 or Code.Conv_I4 or Code.Ldind_I4 => method.Module.TypeSystem.Int32,
        Code.Ldstr => method.Module.TypeSystem.String,
        _ => null,
    };

    /// <summary>Whether the type is an enumeration, of this assembly or of the device.</summary>
    public static bool IsEnum(TypeReference type) => !type.IsArray && !type.IsGenericParameter && Find(type) is { IsEnum: true };

    /// <summary>The definition, or null where it is not to be found.</summary>
    public static TypeDefinition? Find(TypeReference type)
    {
        try
        {
            return type.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private static TypeReference Argument(MethodDefinition method, int index) =>
        !method.HasThis ? method.Parameters[index].ParameterType
        : index == 0 ? method.DeclaringType : method.Parameters[index - 1].ParameterType;
}
