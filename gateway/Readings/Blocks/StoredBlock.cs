namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>A block as it was read and proved.</summary>
/// <param name="Part">Part that it is of.</param>
/// <param name="Block">The block.</param>
/// <param name="Samples">Its samples, by time.</param>
internal sealed record StoredBlock(long Part, Block Block, IReadOnlyList<Sample> Samples);
