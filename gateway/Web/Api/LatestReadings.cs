using System.Buffers;
using System.Text.Json;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Web.Api;

/// <summary>
/// The newest sample of each device as one JSON array, for platforms that ask instead of being told. Each item is what the
/// MQTT sink would publish. Samples whose time is provisional or ahead of the gateway's clock are left out: a platform
/// that takes a reading from the future ignores all later ones.
/// </summary>
internal sealed class LatestReadings(INodeDirectory nodes, IReadingStore store, SampleTranslator translator, GatewayClock clock)
{
    /// <summary>The array as UTF-8.</summary>
    public byte[] Json()
    {
        var now = clock.Present.ToUnixTimeMilliseconds();
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var device in nodes.All())
        {
            if (device.IsRetired || store.Latest(device.DeviceId) is not { TimeIsProvisional: false } sample || sample.TimeUnixMilliseconds > now)
                continue;
            json.WriteRawValue(FlatJson.Write(translator.Translate(sample)));
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
