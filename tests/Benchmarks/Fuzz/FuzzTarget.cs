namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>A parser that takes bytes from outside.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Good inputs, at least one.</param>
/// <param name="Take">Gives it an input; throws where the parser throws or breaks its word.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Take);
