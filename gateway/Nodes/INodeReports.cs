using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>What a genuine frame said about its node.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Boot">Boot counter of the frame.</param>
/// <param name="ReceivedUnixMilliseconds">When it arrived.</param>
/// <param name="Health">The health block, or null; read before the call returns, so it may be used again.</param>
/// <param name="FirstSample">Counter of the frame's first sample: with boot and sending it tells the order in which reports were made.</param>
/// <param name="SentSeconds">The node's clock at the sending, seconds.</param>
public readonly record struct NodeReport(int DeviceId, uint Boot, long ReceivedUnixMilliseconds, HealthReport? Health, uint FirstSample = 0, long SentSeconds = 0);

/// <summary>Takes from the ingest what nodes report about themselves. Cheap, never blocks, never throws.</summary>
public interface INodeReports
{
    /// <summary>
    /// Notes a report; fields that the health block does not carry keep their last value. One that was made before the last one noted (a frame
    /// that waited on its way, or a recording) changes nothing.
    /// </summary>
    void Record(in NodeReport report);

    /// <summary>A frame under the node's new key arrived: the previous key ends now.</summary>
    void ConfirmKey(uint nodeId);

    /// <summary>What is known of a device from its reports; null if it never reported.</summary>
    NodeStatus? Status(int deviceId);
}
