using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>How many values an instruction takes from the stack and whether it leaves one (dup aside).</summary>
internal static class StackShape
{
    public static int Pops(Instruction instruction, MethodDefinition method, int depth) => instruction.OpCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        StackBehaviour.PopAll => depth,
        StackBehaviour.Varpop => PopsOfCall(instruction, method),
        _ => 3,
    };

    public static bool Pushes(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => false,
        StackBehaviour.Varpush => instruction.Operand is IMethodSignature signature && !IsVoid(signature.ReturnType),
        _ => true,
    };

    private static int PopsOfCall(Instruction instruction, MethodDefinition method)
    {
        if (instruction.Operand is not IMethodSignature signature)
        {
            return IsVoid(method.ReturnType) ? 0 : 1;
        }

        var self = signature.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0;
        var pointer = instruction.OpCode.Code == Code.Calli ? 1 : 0;
        return signature.Parameters.Count + self + pointer;
    }

    /// <summary>Setters of init properties return void with a mark on it.</summary>
    private static bool IsVoid(TypeReference type) =>
        type.MetadataType == MetadataType.Void || type is IModifierType modified && IsVoid(modified.ElementType);
}
