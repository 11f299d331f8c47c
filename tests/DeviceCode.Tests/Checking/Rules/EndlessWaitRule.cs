using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>A wait without a limit keeps the node awake until its battery is empty.</summary>
internal sealed class EndlessWaitRule : DeviceRule
{
    public override string Name => "no wait without a limit";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        from call in flow.Calls
        let type = call.Target.DeclaringType.FullName
        where type is "System.Threading.Thread" or "System.Threading.WaitHandle"
        where call.Target.Name switch
        {
            "Join" => call.Target.Parameters.Count == 0 || TimesOut(flow, call.Instruction, 1),
            "WaitOne" => call.Target.Parameters.Count == 0 || TimesOut(flow, call.Instruction, 1),
            "WaitAll" or "WaitAny" => call.Target.Parameters.Count == 1 || TimesOut(flow, call.Instruction, 1),
            "Sleep" => TimesOut(flow, call.Instruction, 0),
            _ => false,
        }
        select $"{call.Target.Name} may wait for ever; give it a limit in milliseconds (WaitOne(limit, false))";

    /// <summary>Whether the limit given is the constant that means none.</summary>
    private static bool TimesOut(ValueFlow flow, Instruction call, int operand) =>
        flow.Operands(call)[operand].Any(maker => maker.OpCode.Code == Code.Ldc_I4_M1);
}
