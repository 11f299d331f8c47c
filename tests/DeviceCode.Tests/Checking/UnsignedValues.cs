using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>Which values the device's runtime takes for unsigned because of what they were made from.</summary>
internal static class UnsignedValues
{
    /// <summary>Whether the value is unsigned to the runtime and large enough to look negative to an instruction for signed values.</summary>
    public static bool MayHaveTopBit(ValueFlow flow, Instruction maker) => MayHaveTopBit(flow, maker, 0);

    private static bool MayHaveTopBit(ValueFlow flow, Instruction maker, int depth)
    {
        if (depth > 16)
        {
            return false;
        }

        bool Operand(int index) => flow.Operands(maker)[index].Any(source => MayHaveTopBit(flow, source, depth + 1));
        bool Masked(int index) => Constant(flow, maker, index) is >= 0;
        return maker.OpCode.Code switch
        {
            Code.Add or Code.Sub or Code.Mul or Code.Or or Code.Xor => Operand(0) || Operand(1),
            Code.And => (Operand(0) || Operand(1)) && !Masked(0) && !Masked(1),
            Code.Shr_Un => Operand(0) && Constant(flow, maker, 1) is not > 0,
            Code.Div_Un => Operand(0) && Constant(flow, maker, 1) is not > 1,
            Code.Rem_Un => Operand(0) && !Masked(1),
            Code.Shl or Code.Not => Operand(0),
            Code.Conv_U8 => false,
            _ => ValueTypes.Of(maker, flow.Method) is { MetadataType: MetadataType.UInt32 or MetadataType.UInt64 },
        };
    }

    /// <summary>The constant an operand always is, or null.</summary>
    public static long? Constant(ValueFlow flow, Instruction user, int operand)
    {
        var makers = flow.Operands(user)[operand];
        var maker = makers.Count == 1 ? makers.First() : null;
        return maker?.OpCode.Code switch
        {
            >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 => maker.OpCode.Code - Code.Ldc_I4_0,
            Code.Ldc_I4_S => (sbyte)maker.Operand,
            Code.Ldc_I4 => (int)maker.Operand,
            Code.Ldc_I8 => (long)maker.Operand,
            Code.Conv_I8 or Code.Conv_U8 => Constant(flow, maker, 0),
            _ => null,
        };
    }
}
