using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Instructions the runtime does not have, or executes as if nothing had been asked.</summary>
internal sealed class OpcodeRule : DeviceRule
{
    public override string Name => "no unsupported instructions";

    private const string NotChecked = "the runtime ignores checked arithmetic and keeps the low bits; compare with the range first";
    private const string Missing = "the runtime does not have this instruction";

    public override IEnumerable<string> CheckBody(ValueFlow flow) =>
        flow.Instructions.Select(i => i.OpCode).Distinct().Select(Reason).OfType<string>();

    private static string? Reason(OpCode opcode) => opcode.Code switch
    {
        Code.Arglist or Code.Calli or Code.Ckfinite or Code.Cpblk or Code.Initblk or Code.Jmp or Code.Localloc
            or Code.Mkrefany or Code.Refanytype or Code.Refanyval or Code.Sizeof => $"{opcode.Name}: {Missing}",
        _ when opcode.Name.Contains(".ovf", StringComparison.Ordinal) => $"{opcode.Name}: {NotChecked}",
        _ => null,
    };
}
