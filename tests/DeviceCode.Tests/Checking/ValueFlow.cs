using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>
/// Follows the values on the stack of one method: which instructions may have made each operand of an instruction.
/// Values that pass through a local variable or a field are made anew by the instruction that loads them.
/// </summary>
internal sealed class ValueFlow
{
    private readonly Dictionary<Instruction, ImmutableArray<ImmutableHashSet<Instruction>>> _stackBefore = [];

    public ValueFlow(MethodDefinition method)
    {
        Method = method;
        var work = new Queue<Instruction>();
        Enter(method.Body.Instructions[0], [], work);
        foreach (var handler in method.Body.ExceptionHandlers)
        {
            EnterHandler(handler, work);
        }

        while (work.TryDequeue(out var instruction))
        {
            var after = StackAfter(instruction);
            foreach (var next in Successors(instruction))
            {
                Enter(next, after, work);
            }
        }
    }

    public MethodDefinition Method { get; }

    /// <summary>The instructions that can be reached.</summary>
    public IEnumerable<Instruction> Instructions => Method.Body.Instructions.Where(_stackBefore.ContainsKey);

    /// <summary>The calls (newobj among them) that can be reached, with their target.</summary>
    public IEnumerable<(Instruction Instruction, MethodReference Target)> Calls =>
        Instructions.Where(i => i.Operand is MethodReference).Select(i => (i, (MethodReference)i.Operand));

    /// <summary>The makers of each operand, the first pushed first.</summary>
    public IReadOnlyList<IReadOnlyCollection<Instruction>> Operands(Instruction instruction)
    {
        var stack = _stackBefore[instruction];
        return [.. stack.TakeLast(Math.Min(StackShape.Pops(instruction, Method, stack.Length), stack.Length))];
    }

    /// <summary>The instructions that take a value this one made.</summary>
    public IEnumerable<Instruction> Users(Instruction maker) =>
        Instructions.Where(i => i.OpCode.Code != Code.Dup && Operands(i).Any(makers => makers.Contains(maker)));

    private void EnterHandler(ExceptionHandler handler, Queue<Instruction> work)
    {
        var catches = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
        Enter(handler.HandlerStart, catches ? [[handler.HandlerStart]] : [], work);
        if (handler.FilterStart is not null)
        {
            Enter(handler.FilterStart, [[handler.FilterStart]], work);
        }
    }

    private void Enter(Instruction instruction, ImmutableArray<ImmutableHashSet<Instruction>> stack, Queue<Instruction> work)
    {
        if (!_stackBefore.TryGetValue(instruction, out var known))
        {
            _stackBefore[instruction] = stack;
            work.Enqueue(instruction);
            return;
        }

        var merged = known.Zip(stack, (a, b) => a.Union(b)).ToImmutableArray();
        if (merged.Zip(known).Any(pair => pair.First.Count != pair.Second.Count))
        {
            _stackBefore[instruction] = merged;
            work.Enqueue(instruction);
        }
    }

    private ImmutableArray<ImmutableHashSet<Instruction>> StackAfter(Instruction instruction)
    {
        var stack = _stackBefore[instruction];
        if (instruction.OpCode.Code == Code.Dup)
        {
            return stack.Add(stack[^1]);
        }

        var left = stack.RemoveRange(stack.Length - StackShape.Pops(instruction, Method, stack.Length), StackShape.Pops(instruction, Method, stack.Length));
        return StackShape.Pushes(instruction) ? left.Add([instruction]) : left;
    }

    private static IEnumerable<Instruction> Successors(Instruction instruction)
    {
        if (instruction.Operand is Instruction target)
        {
            yield return target;
        }
        else if (instruction.Operand is Instruction[] targets)
        {
            foreach (var one in targets)
            {
                yield return one;
            }
        }

        if (instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw) && instruction.Next is not null)
        {
            yield return instruction.Next;
        }
    }
}
