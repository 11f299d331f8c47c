using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Forwarding;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Operation;

public class WholeWayTests
{
    [Fact]
    public async Task A_frame_goes_from_the_node_to_the_city()
    {
        await using var city = await TestCity.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(city.AsSink());
        var node = await gateway.AddNodeAsync();
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, node, subscribe: true);

        var result = await wire.PublishAsync(TestFrames.Encode(node.NodeId, node.Key, boot: 3, firstSample: 10, firstSeconds: 5000, count: 4, layout: node.Layout.Id));

        Assert.True(result.IsSuccess);
        Assert.Equal(4, gateway.Get<IReadingStore>().LastSequence);
        await Eventually.TrueAsync(() => city.Messages.Count == 4, "four messages at the city");
        var messages = city.Messages.ToArray();
        Assert.Equal([10L, 11, 12, 13], messages.Select(message => message.Json.GetProperty("seq").GetInt64()));
        Assert.All(messages, message => Assert.Equal(3, message.Json.GetProperty("boot").GetInt64()));
        Assert.All(messages, message => Assert.True(message.Json.GetProperty("ts").GetInt64() <= DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        Assert.Equal(12.5, messages[0].Json.GetProperty("soil_temp_30").GetDouble());
        Assert.Equal(3.6, messages[0].Json.GetProperty("battery_v").GetDouble());
        await Eventually.TrueAsync(() => wire.Received.Count == 1, "the answer with the time");
    }

    [Fact]
    public async Task The_ports_in_use_are_in_a_file_while_the_gateway_runs()
    {
        string file;
        await using (var gateway = await RunningGateway.StartAsync())
        {
            file = Path.Combine(gateway.DataDirectory, "ports.json");
            using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal(gateway.MqttPort, json.RootElement.GetProperty("mqtt").GetInt32());
            Assert.Equal(gateway.Page.Port, json.RootElement.GetProperty("web").GetInt32());
        }

        Assert.False(File.Exists(file));
    }
}
