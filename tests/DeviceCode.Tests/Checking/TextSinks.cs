using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>Where a boxed value turns into text.</summary>
internal static class TextSinks
{
    /// <summary>Whether the value goes into a text, or into an array of objects, which is how formats get theirs.</summary>
    public static bool Take(ValueFlow flow, Instruction box) => flow.Users(box).Any(user =>
        user.OpCode.Code == Code.Stelem_Ref
        || user.Operand is MethodReference { DeclaringType.FullName: "System.String" or "System.Text.StringBuilder" or "System.Console" }
        || user.Operand is MethodReference { Name: "ToString" });
}
