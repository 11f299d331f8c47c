namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Throws damaged inputs at every parser that faces the network: none may throw, hang, hoard memory or break its word.</summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    internal static int Run(string[] args)
    {
        var count = Value(args, "--count", 1_000_000);
        var seed = Value(args, "--seed", Environment.TickCount);
        var targets = FuzzTargets.All.Where(target => Text(args, "--target") is not { } name || target.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (targets.Count == 0)
        {
            Console.Error.WriteLine($"No such parser. There are: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}");
            return 1;
        }

        Console.WriteLine($"{count:N0} inputs over {targets.Count} parsers, seed {seed}");
        var failures = targets.Count(target => !Fuzz(target, (count + targets.Count - 1) / targets.Count, seed));
        Console.WriteLine(failures == 0 ? "No parser threw, hung, hoarded or broke its word." : $"{failures} parsers failed.");
        return failures == 0 ? 0 : 1;
    }

    private static bool Fuzz(FuzzTarget target, int count, int seed)
    {
        var outcome = FuzzRun.Of(target, count, seed, Slow);
        Console.WriteLine(outcome.Problem is { } problem
            ? $"  {target.Name}: {problem}"
            : $"  {target.Name,-36} {count,11:N0} inputs  {100.0 * outcome.Accepted / count,5:F1} % accepted  {outcome.Took.TotalSeconds,6:F1} s  slowest {outcome.Slowest.TotalMilliseconds,5:F1} ms  most heap {outcome.MostHeapBytes,9:N0} B");
        return outcome.Problem is null;
    }

    private static int Value(string[] args, string name, int otherwise) => int.TryParse(Text(args, name), out var value) && value > 0 ? value : otherwise;

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var index && index + 1 < args.Length ? args[index + 1] : null;
}
