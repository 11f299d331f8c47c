namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>A parser that takes bytes from outside.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Good inputs, at least one.</param>
/// <param name="Take">Gives it an input and tells whether it was accepted; throws where the parser throws or breaks its word.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], bool> Take)
{
    /// <summary>Makes good inputs of every form, beside the seeds; null where the seeds have them all.</summary>
    public Func<Random, byte[]>? Make { get; init; }

    /// <summary>Most heap that one input may cost, bytes: an input is 4096 bytes at most.</summary>
    public long MostAllocatedBytes { get; init; } = 256 * 1024;
}
