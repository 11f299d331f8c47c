using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Gives a raw sample its device and its values, as of the time of the sample.</summary>
internal sealed class SampleTranslator(INodeDirectory directory, ISampleInterpreter interpreter)
{
    /// <summary>Numbers of all devices, rising.</summary>
    public IEnumerable<int> Devices => directory.All().Select(device => device.DeviceId).Order();

    /// <summary>Translates one sample.</summary>
    public OutboundSample Translate(Sample sample)
    {
        var device = directory.DescribeAt(sample.Identity.DeviceId, DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds), sample.LayoutId);
        return new OutboundSample(sample, device, device is null ? [] : interpreter.Interpret(sample, device));
    }
}
