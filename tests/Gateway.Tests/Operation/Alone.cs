namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Tests that measure the whole process: they run when all others are done, whose memory would count as theirs.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
