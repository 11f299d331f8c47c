using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking.Rules;

/// <summary>
/// A static field must be const, or readonly and of content that never changes: a number, text or enumeration; a sealed class
/// or struct all of whose fields are readonly and such; or a private array of such, that is only indexed and handed to calls.
/// The device clears statics at each wake, and one load of the assembly serves many wakes on the emulator.
/// </summary>
internal sealed class StaticStateRule : DeviceRule
{
    public override string Name => "no changing statics";

    public override IEnumerable<string> CheckField(FieldDefinition field)
    {
        if (!field.IsStatic || field.IsLiteral || IsDelegateCache(field))
        {
            yield break;
        }

        if (!field.IsInitOnly)
        {
            yield return "a static that changes is lost at each wake; pass the value along or keep it in a file";
        }
        else if (field.FieldType is ArrayType { Rank: 1 } array)
        {
            if (!field.IsPrivate || !IsUnchanging(array.ElementType, []))
            {
                yield return "a static array must be private and hold numbers, texts or constants: nothing else keeps it from being written";
            }
        }
        else if (!IsUnchanging(field.FieldType, []))
        {
            yield return $"{field.FieldType.FullName} can change after its making; make it a sealed class with readonly fields, or pass it along";
        }
    }

    public override IEnumerable<string> CheckBody(ValueFlow flow)
    {
        if (flow.Method is { IsConstructor: true, IsStatic: true })
        {
            yield break;
        }

        foreach (var load in flow.Instructions.Where(i => i.OpCode.Code == Code.Ldsfld && ((FieldReference)i.Operand).FieldType.IsArray))
        {
            if (flow.Users(load).Any(user => LetsWrite(flow, user, load)))
            {
                yield return $"{((FieldReference)load.Operand).Name} is a constant table: copy it before it is written, kept or given out";
            }
        }
    }

    /// <summary>Where the compiler keeps a lambda that captures nothing: filled on first use, the same for ever.</summary>
    private static bool IsDelegateCache(FieldDefinition field) =>
        field.DeclaringType.Name.StartsWith("<>c", StringComparison.Ordinal) && field.Name.StartsWith("<>9", StringComparison.Ordinal);

    private static bool IsUnchanging(TypeReference type, HashSet<string> asked)
    {
        if (type.IsPrimitive || type.MetadataType == MetadataType.String || type.FullName is "System.DateTime" or "System.TimeSpan" or "System.Guid")
        {
            return true;
        }

        return ValueTypes.Find(type) is { } definition
            && (definition.IsEnum || definition.Module == type.Module && (definition.IsValueType || definition.IsSealed)
                && (!asked.Add(definition.FullName) || definition.Fields.Where(f => !f.IsStatic).All(f => f.IsInitOnly && IsUnchanging(f.FieldType, asked))));
    }

    private static bool LetsWrite(ValueFlow flow, Instruction user, Instruction array) => user.OpCode.Code switch
    {
        Code.Stfld or Code.Stsfld or Code.Ret or Code.Newobj or Code.Ldelema => true,
        >= Code.Stelem_I and <= Code.Stelem_Ref or Code.Stelem_Any => flow.Operands(user)[0].Contains(array) || flow.Operands(user)[2].Contains(array),
        _ => false,
    };
}
