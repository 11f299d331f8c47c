using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Jena.SensorNode.Emulator.Metering;

/// <summary>
/// Makes a copy of a program that counts: a call to <see cref="Meter.Instructions"/> at the head of every basic block, and to <see cref="Meter.Made"/>
/// after everything that puts a new object on the stack. What the program does is not changed.
/// </summary>
public static class ProgramInstrumenter
{
    /// <summary>Instruments a compiled program.</summary>
    public static byte[] Instrument(byte[] image)
    {
        using var resolver = new NoResolver();
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(image), new ReaderParameters { AssemblyResolver = resolver });
        var module = assembly.MainModule;
        var own = new AssemblyNameReference(typeof(Meter).Assembly.GetName().Name, typeof(Meter).Assembly.GetName().Version);
        module.AssemblyReferences.Add(own);
        var meter = new TypeReference(typeof(Meter).Namespace, nameof(Meter), module, own);
        var instructions = Call(module, meter, nameof(Meter.Instructions), module.TypeSystem.Int32);
        var made = Call(module, meter, nameof(Meter.Made), module.TypeSystem.Object);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            method.Body.SimplifyMacros();
            CountObjects(method.Body, made);
            CountInstructions(method.Body, instructions);
            method.Body.OptimizeMacros();
        }

        using var output = new MemoryStream();
        assembly.Write(output);
        return output.ToArray();
    }

    private static MethodReference Call(ModuleDefinition module, TypeReference meter, string name, TypeReference argument)
    {
        var method = new MethodReference(name, module.TypeSystem.Void, meter);
        method.Parameters.Add(new ParameterDefinition(argument));
        return method;
    }

    private static void CountObjects(MethodBody body, MethodReference made)
    {
        var il = body.GetILProcessor();
        foreach (var instruction in body.Instructions.ToArray())
        {
            if (PutsObject(instruction))
            {
                var call = il.Create(OpCodes.Call, made);
                il.InsertAfter(instruction, call);
                il.InsertAfter(instruction, il.Create(OpCodes.Dup));
            }
        }
    }

    private static bool PutsObject(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Newarr or Code.Box => true,
        Code.Newobj => !((MethodReference)instruction.Operand).DeclaringType.IsValueType,
        Code.Call or Code.Callvirt => instruction.Operand is MethodReference { DeclaringType.Scope: AssemblyNameReference } called
            && (called.ReturnType.IsArray || called.ReturnType.MetadataType is MetadataType.String or MetadataType.Class),
        _ => false,
    };

    private static void CountInstructions(MethodBody body, MethodReference instructions)
    {
        var il = body.GetILProcessor();
        var heads = Heads(body);
        var all = body.Instructions.ToArray();
        var moved = new Dictionary<Instruction, Instruction>();
        for (var i = 0; i < all.Length; i++)
        {
            if (!heads.Contains(all[i]))
            {
                continue;
            }

            var length = 1;
            while (i + length < all.Length && !heads.Contains(all[i + length]))
            {
                length++;
            }

            var first = il.Create(OpCodes.Ldc_I4, length);
            il.InsertBefore(all[i], first);
            il.InsertBefore(all[i], il.Create(OpCodes.Call, instructions));
            moved[all[i]] = first;
        }

        Redirect(body, all, moved);
    }

    private static HashSet<Instruction> Heads(MethodBody body)
    {
        var heads = new HashSet<Instruction> { body.Instructions[0] };
        foreach (var instruction in body.Instructions)
        {
            // What follows a branch runs only where the branch is not taken; a call comes back and ends no block.
            if (instruction.Next is { } next
                && instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                heads.Add(next);
            }

            if (instruction.Operand is Instruction target)
            {
                heads.Add(target);
            }

            if (instruction.Operand is Instruction[] targets)
            {
                heads.UnionWith(targets);
            }
        }

        // Handlers begin with the exception on the stack; the counting calls leave the stack as it is, so they may begin a handler too.
        foreach (var handler in body.ExceptionHandlers)
        {
            heads.Add(handler.TryStart);
            heads.Add(handler.HandlerStart);
        }

        return heads;
    }

    private static void Redirect(MethodBody body, Instruction[] original, Dictionary<Instruction, Instruction> moved)
    {
        Instruction To(Instruction target) => target is not null && moved.TryGetValue(target, out var first) ? first : target!;
        foreach (var instruction in original)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => To(target),
                Instruction[] targets => Array.ConvertAll(targets, To),
                _ => instruction.Operand,
            };
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            handler.TryStart = To(handler.TryStart);
            handler.TryEnd = To(handler.TryEnd);
            handler.HandlerStart = To(handler.HandlerStart);
            handler.HandlerEnd = To(handler.HandlerEnd);
            handler.FilterStart = To(handler.FilterStart);
        }
    }

    /// <summary>Nothing outside the program needs to be looked at.</summary>
    private sealed class NoResolver : BaseAssemblyResolver
    {
        public override AssemblyDefinition Resolve(AssemblyNameReference name) => throw new AssemblyResolutionException(name);
    }
}
