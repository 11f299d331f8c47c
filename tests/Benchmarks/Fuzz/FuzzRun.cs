using System.Diagnostics;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Throws inputs at one parser until it breaks its word, or until it was enough.</summary>
internal static class FuzzRun
{
    private const long MostMemoryBytes = 500_000_000;

    private const int Repetitions = 3;

    // The first ones also fill tables and caches.
    private const int WarmUp = 100;

    /// <summary>Runs.</summary>
    /// <param name="target">The parser.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="seed">Of the inputs.</param>
    /// <param name="slowest">An input that takes longer is a finding.</param>
    public static FuzzOutcome Of(FuzzTarget target, int count, int seed, TimeSpan slowest)
    {
        var mutator = new Mutator(new Random(seed));
        var watch = Stopwatch.StartNew();
        var outcome = new FuzzOutcome();
        for (var index = 0; index < count; index++)
        {
            var input = mutator.Next(target);
            var (before, heap) = (watch.Elapsed, GC.GetAllocatedBytesForCurrentThread());
            try
            {
                // The parser may change what it was given; what fails must be shown as it came.
                outcome.Accepted += target.Take([.. input]) ? 1 : 0;
            }
            catch (Exception exception)
            {
                // Any exception is the finding; the input is what reproduces it.
                return outcome.With(input, $"{exception.GetType().Name}: {exception.Message}");
            }

            outcome.Took = watch.Elapsed;
            var time = outcome.Took - before;
            if (time > slowest)
                time = Again(target, input);
            outcome.Slowest = outcome.Slowest > time ? outcome.Slowest : time;
            outcome.MostHeapBytes = index < WarmUp ? 0 : Math.Max(outcome.MostHeapBytes, GC.GetAllocatedBytesForCurrentThread() - heap);
            if (outcome.Slowest > slowest)
                return outcome.With(input, $"took {outcome.Slowest.TotalMilliseconds:F0} ms");
            if (outcome.MostHeapBytes > target.MostAllocatedBytes)
                return outcome.With(input, $"took {outcome.MostHeapBytes} bytes of heap");
            if (index % 10_000 == 9_999 && GC.GetTotalMemory(forceFullCollection: false) > MostMemoryBytes && GC.GetTotalMemory(forceFullCollection: true) > MostMemoryBytes)
                return outcome.With(input, "memory grows");
        }

        // Inputs that are all refused at the first byte would prove nothing.
        return outcome.Accepted == 0 ? outcome.With([], "no input was accepted") : outcome.Accepted == count ? outcome.With([], "no input was refused") : outcome;
    }

    // A busy machine may have left the process waiting: what is slow is slow every time.
    private static TimeSpan Again(FuzzTarget target, byte[] input) => Enumerable.Range(0, Repetitions).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        target.Take([.. input]);
        return watch.Elapsed;
    });
}

/// <summary>What came of a run.</summary>
internal sealed class FuzzOutcome
{
    /// <summary>What went wrong, with the input in hex; null where nothing did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Inputs that were accepted.</summary>
    public int Accepted { get; set; }

    /// <summary>Time of all.</summary>
    public TimeSpan Took { get; set; }

    /// <summary>Time of the slowest.</summary>
    public TimeSpan Slowest { get; set; }

    /// <summary>Most heap that one took, bytes.</summary>
    public long MostHeapBytes { get; set; }

    /// <summary>Notes what went wrong.</summary>
    public FuzzOutcome With(byte[] input, string problem)
    {
        Problem = $"{problem}\n    input {Convert.ToHexString(input)}";
        return this;
    }
}
