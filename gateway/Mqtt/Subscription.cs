using MQTTnet;
using MQTTnet.Protocol;

namespace Jena.SensorNode.Gateway.Mqtt;

/// <summary>
/// Subscribes and reads the answer. A broker that refuses a topic, or grants less than was asked, stays connected all the same:
/// nothing would come, or what it gets while the gateway is away would be lost, and nobody would know.
/// </summary>
internal static class Subscription
{
    /// <summary>Asks for every message of some topics at least once.</summary>
    /// <returns>What the broker did not grant, for a person; null if everything.</returns>
    /// <exception cref="InvalidOperationException">It granted none of the topics.</exception>
    public static async Task<string?> SubscribeAsync(IMqttClient client, IEnumerable<string> topics, CancellationToken cancellation)
    {
        var wanted = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in topics)
            wanted.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce);
        var answer = await client.SubscribeAsync(wanted.Build(), cancellation);
        var complaints = answer.Items.Select(Complaint).OfType<string>().ToList();
        var complaint = complaints.Count == 0 ? null : string.Join("; ", complaints);
        return answer.Items.Any(item => IsGranted(item.ResultCode)) ? complaint : throw new InvalidOperationException(complaint ?? "the broker granted no topic");
    }

    private static string? Complaint(MqttClientSubscribeResultItem item) => item.ResultCode switch
    {
        MqttClientSubscribeResultCode.GrantedQoS1 or MqttClientSubscribeResultCode.GrantedQoS2 => null,
        MqttClientSubscribeResultCode.GrantedQoS0 =>
            $"{item.TopicFilter.Topic} nur mit QoS 0: was kommt, während das Gateway fehlt, geht verloren; QoS 1 erlauben / with QoS 0 only: what comes while the gateway is away is lost, allow QoS 1",
        var code => $"{item.TopicFilter.Topic} verweigert ({code}): dem Nutzer das Leserecht geben / refused: give the user the right to read it",
    };

    private static bool IsGranted(MqttClientSubscribeResultCode code) => code <= MqttClientSubscribeResultCode.GrantedQoS2;
}
