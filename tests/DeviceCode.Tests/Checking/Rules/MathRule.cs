using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>System.Math has few overloads: an integer that fits none of them is silently rounded to a float of 24 bits.</summary>
internal sealed class MathRule : DeviceRule
{
    public override string Name => "no Math on widened integers";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        from call in flow.Calls
        where call.Target.DeclaringType.FullName == "System.Math"
        where flow.Operands(call.Instruction).SelectMany(makers => makers).Any(maker => IsIntegerMadeFloat(flow, maker))
        select $"{call.Target.Name} has no overload for this integer type and takes it as float, losing digits; compare by hand";

    private static bool IsIntegerMadeFloat(ValueFlow flow, Instruction maker) =>
        maker.OpCode.Code == Code.Conv_R4 && flow.Operands(maker)[0].Any(source => !IsFloatingPoint(flow, source));

    private static bool IsFloatingPoint(ValueFlow flow, Instruction maker) => maker.OpCode.Code switch
    {
        Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem or Code.Neg => flow.Operands(maker)[0].All(operand => IsFloatingPoint(flow, operand)),
        _ => ValueTypes.Of(maker, flow.Method) is { MetadataType: MetadataType.Single or MetadataType.Double },
    };
}
