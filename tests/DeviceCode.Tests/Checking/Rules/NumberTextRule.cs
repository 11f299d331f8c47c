using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>Texts of fractions differ from .NET in their last digits; custom formats come out as they are written; P and R throw.</summary>
internal sealed class NumberTextRule : DeviceRule
{
    public override string Name => "no text the device writes differently";

    private const string Fraction = "3.3 becomes 3.2999999999999998 on the device; send bytes or scale to an integer";
    private const string Format = "is not one of the formats the device knows for integers and times; use D, X or N with a count, or none";

    public override IEnumerable<string> CheckBody(ValueFlow flow)
    {
        foreach (var instruction in flow.Instructions)
        {
            if (instruction.OpCode.Code == Code.Box && IsFraction((TypeReference)instruction.Operand) && TextSinks.Take(flow, instruction))
            {
                yield return Fraction;
            }
            else if (instruction.OpCode.Code == Code.Constrained && IsFraction((TypeReference)instruction.Operand) && instruction.Next.Operand is MethodReference { Name: "ToString" })
            {
                yield return Fraction;
            }
        }

        foreach (var (call, target) in flow.Calls)
        {
            if (IsFraction(target.DeclaringType) && target.Name == "ToString"
                || target.DeclaringType.FullName == "System.Text.StringBuilder" && target.Parameters.Any(p => IsFraction(p.ParameterType)))
            {
                yield return Fraction;
            }

            foreach (var format in Formats(flow, call, target).Where(format => !IsKnown(format)))
            {
                yield return $"\"{format}\" {Format}";
            }
        }
    }

    private static IEnumerable<string> Formats(ValueFlow flow, Instruction call, MethodReference target)
    {
        var texts = flow.Operands(call).SelectMany(makers => makers).Where(maker => maker.OpCode.Code == Code.Ldstr).Select(maker => (string)maker.Operand);
        return target switch
        {
            { Name: "ToString", Parameters: [{ ParameterType.MetadataType: MetadataType.String }] } when target.DeclaringType.IsValueType => texts,
            { Name: "Format" or "AppendFormat", DeclaringType.FullName: "System.String" or "System.Text.StringBuilder" } =>
                texts.SelectMany(text => Regex.Matches(text, @"\{\d+(,-?\d+)?:([^}]*)\}")).Select(match => match.Groups[2].Value),
            _ => [],
        };
    }

    private static bool IsKnown(string format) => Regex.IsMatch(format, "^([DdGgNnXx][0-9]{0,2}|[FMmorsTtUuy])$");

    private static bool IsFraction(TypeReference type) => type.MetadataType is MetadataType.Single or MetadataType.Double;
}
