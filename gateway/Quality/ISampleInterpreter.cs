using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Raw sample to readings: calibration, compensation and the tests that need no other sample.</summary>
internal interface ISampleInterpreter
{
    /// <summary>One reading a channel, in the order of the channels. Never throws on what a sample may hold.</summary>
    /// <param name="sample">The raw values.</param>
    /// <param name="device">The device as it was at the time of the sample.</param>
    IReadOnlyList<Reading> Interpret(Sample sample, DeviceDescription device);
}
