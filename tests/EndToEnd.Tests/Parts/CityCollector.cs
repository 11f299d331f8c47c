using System.Collections.Concurrent;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>The city's platform: subscribes at its broker and keeps every message in the order of arrival.</summary>
internal sealed class CityCollector : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<CityMessage> _messages = new();

    public IReadOnlyList<CityMessage> Messages => [.. _messages];

    public int Count => _messages.Count;

    public async Task ConnectAsync(int port, string? user, string? password, string filter = "#")
    {
        _client.ApplicationMessageReceivedAsync += message =>
        {
            _messages.Enqueue(CityMessage.Parse(message.ApplicationMessage));
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("city-platform-" + Guid.NewGuid().ToString("N")).WithCleanStart(true);
        if (user is not null)
            options = options.WithCredentials(user, password!);
        await _client.ConnectAsync(options.Build());
        await _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.TryDisconnectAsync();
        _client.Dispose();
    }
}

/// <summary>One message in the flat JSON form of Jena's platform.</summary>
internal sealed record CityMessage(string Topic, string Text, JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public long TimeUnixMilliseconds => Json.GetProperty("ts").GetInt64();

    public long Sequence => Json.GetProperty("seq").GetInt64();

    public double? Value(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public static CityMessage Parse(MqttApplicationMessage message)
    {
        var text = message.ConvertPayloadToString();
        return new CityMessage(message.Topic, text, JsonDocument.Parse(text).RootElement.Clone());
    }
}
