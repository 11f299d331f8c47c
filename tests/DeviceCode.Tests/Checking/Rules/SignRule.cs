using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>
/// A cast from uint to int (ulong to long) leaves no instruction behind. The runtime then goes on treating the value as
/// unsigned, also in the method it is passed or returned to: shifted, divided for the rest or widened it comes out wrong
/// when its top bit is set. Stored in a field, an element or a lasting local it is right.
/// </summary>
internal sealed class SignRule : DeviceRule
{
    public override string Name => "no signed use of unsigned values";

    public override IEnumerable<string> CheckBody(ValueFlow flow)
    {
        foreach (var instruction in flow.Instructions)
        {
            var operands = flow.Operands(instruction);
            for (int i = 0; i < operands.Count; i++)
            {
                if (UsesSign(flow, instruction, i, operands.Count) && operands[i].Any(maker => UnsignedValues.MayHaveTopBit(flow, maker)))
                {
                    yield return $"{Use(instruction)} takes a value cast from unsigned as unsigned still; cast by way of (int)(long), or store it first";
                }
            }
        }
    }

    private static bool UsesSign(ValueFlow flow, Instruction user, int operand, int operands) => user.OpCode.Code switch
    {
        Code.Shr or Code.Rem => operand == 0,
        Code.Conv_I8 or Code.Conv_R4 or Code.Conv_R8 => true,
        Code.Ret => IsSigned(flow.Method.ReturnType),
        Code.Call or Code.Callvirt or Code.Newobj => Parameter((MethodReference)user.Operand, operand, operands) is { } type && IsSigned(type),
        _ => false,
    };

    private static TypeReference? Parameter(MethodReference target, int operand, int operands)
    {
        var index = operand - (operands - target.Parameters.Count);
        return index < 0 ? null : target.Parameters[index].ParameterType;
    }

    private static string Use(Instruction user) => user.Operand is MethodReference target ? target.Name : user.OpCode.Name;

    private static bool IsSigned(TypeReference type) => type.MetadataType is MetadataType.Int32 or MetadataType.Int64;
}
