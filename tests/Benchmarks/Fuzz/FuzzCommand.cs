using System.Diagnostics;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Throws damaged inputs at every parser that faces the network: none may throw, hang or hoard memory.</summary>
internal static class FuzzCommand
{
    private const int SlowMilliseconds = 1000;
    private const long MostMemoryBytes = 500_000_000;

    internal static int Run(string[] args)
    {
        var count = Value(args, "--count", 1_000_000);
        var seed = Value(args, "--seed", Environment.TickCount);
        Console.WriteLine($"{count:N0} inputs over {FuzzTargets.All.Count} parsers, seed {seed}");
        var failures = FuzzTargets.All.Count(target => !Fuzz(target, count / FuzzTargets.All.Count, new Random(seed)));
        Console.WriteLine(failures == 0 ? "No parser threw, hung or hoarded." : $"{failures} parsers failed.");
        return failures == 0 ? 0 : 1;
    }

    private static bool Fuzz(FuzzTarget target, int count, Random random)
    {
        var mutator = new Mutator(random);
        var watch = Stopwatch.StartNew();
        var slowest = 0L;
        for (var index = 0; index < count; index++)
        {
            var input = mutator.Next(target.Seeds);
            var before = watch.ElapsedMilliseconds;
            try
            {
                target.Take(input);
            }
            catch (Exception exception)
            {
                // Any exception is the finding; the input is what reproduces it.
                return Fail(target, input, $"{exception.GetType().Name}: {exception.Message}");
            }

            slowest = Math.Max(slowest, watch.ElapsedMilliseconds - before);
            if (slowest > SlowMilliseconds)
                return Fail(target, input, $"took {slowest} ms");
            if (index % 10_000 == 0 && GC.GetTotalMemory(forceFullCollection: false) > MostMemoryBytes && GC.GetTotalMemory(forceFullCollection: true) > MostMemoryBytes)
                return Fail(target, input, "memory grows");
        }

        Console.WriteLine($"  {target.Name,-30} {count,12:N0} inputs  {watch.Elapsed.TotalSeconds,7:F1} s  slowest {slowest} ms");
        return true;
    }

    private static bool Fail(FuzzTarget target, byte[] input, string what)
    {
        Console.WriteLine($"  {target.Name}: {what}\n    input {Convert.ToHexString(input)}");
        return false;
    }

    private static int Value(string[] args, string name, int otherwise)
    {
        var index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length && int.TryParse(args[index + 1], out var value) && value > 0 ? value : otherwise;
    }
}
