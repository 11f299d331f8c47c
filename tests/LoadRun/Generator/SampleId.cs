namespace Jena.SensorNode.LoadRun.Generator;

/// <summary>What makes a sample of the load one of its kind.</summary>
/// <param name="Node">Who took it.</param>
/// <param name="Boot">In which boot.</param>
/// <param name="Counter">Its number in that boot, from 0 on.</param>
internal readonly record struct SampleId(uint Node, uint Boot, uint Counter);
