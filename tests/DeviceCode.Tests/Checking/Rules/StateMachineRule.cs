using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>yield and await need types and support the device lacks.</summary>
internal sealed class StateMachineRule : DeviceRule
{
    public override string Name => "no state machines";

    public override IEnumerable<string> CheckType(TypeDefinition type)
    {
        if (Regex.IsMatch(type.Name, "^<.*>d(__|$)"))
        {
            yield return "yield and await do not run on the device; write the loop or the thread out";
        }
    }
}
