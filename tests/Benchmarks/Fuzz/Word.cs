namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>What a parser promises beside not throwing.</summary>
internal static class Word
{
    /// <summary>Stops the run where a promise is broken.</summary>
    /// <exception cref="InvalidOperationException">It is.</exception>
    public static void Keep(bool isKept, string broken)
    {
        if (!isKept)
            throw new InvalidOperationException(broken);
    }
}
