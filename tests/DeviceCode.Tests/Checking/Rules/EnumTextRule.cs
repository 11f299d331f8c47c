using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>The text of an enumeration value is its number on the device, its name on .NET.</summary>
internal sealed class EnumTextRule : DeviceRule
{
    public override string Name => "no text from enumerations";

    private const string Reason = "gives the number on the device, the name on .NET; cast to an integer or write a switch";

    public override IEnumerable<string> CheckBody(ValueFlow flow)
    {
        foreach (var instruction in flow.Instructions)
        {
            if (instruction.OpCode.Code == Code.Constrained
                && ValueTypes.IsEnum((TypeReference)instruction.Operand)
                && instruction.Next.Operand is MethodReference { Name: "ToString" })
            {
                yield return $"ToString of {instruction.Operand} {Reason}";
            }
            else if (instruction.OpCode.Code == Code.Box
                && ValueTypes.IsEnum((TypeReference)instruction.Operand)
                && TextSinks.Take(flow, instruction))
            {
                yield return $"text with {instruction.Operand} in it {Reason}";
            }
        }
    }
}
