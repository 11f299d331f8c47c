using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>
/// An element of a new array of strings that was never set does not equal null on the device, and comparing it with a text ends
/// the runtime.
/// </summary>
internal sealed class StringArrayRule : DeviceRule
{
    public override string Name => "no unset strings in arrays";

    public override IEnumerable<string> CheckBody(ValueFlow flow)
    {
        foreach (var maker in flow.Instructions.Where(i => i.OpCode.Code == Code.Newarr && ((TypeReference)i.Operand).MetadataType == MetadataType.String))
        {
            var set = flow.Users(maker).Count(user => user.OpCode.Code == Code.Stelem_Ref);
            if (UnsignedValues.Constant(flow, maker, 0) != set)
            {
                yield return "an element that was never set breaks comparisons; list all elements where the array is made";
            }
        }
    }
}
