using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Radio;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>Puts a program online: network stored, gateway routed.</summary>
internal static class OnlineDevice
{
    /// <summary>Waits for an address, connects a client <c>c</c>, and counts acknowledgements in <c>log</c> lines.</summary>
    public const string Connect = """
        while (NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address == "0.0.0.0") Thread.Sleep(50);
        MqttClient c = new MqttClient("192.168.4.1", 1883, false, null, null, MqttSslProtocols.None);
        c.MqttMsgPublished += (s, e) => Say("published " + e.MessageId + " " + e.IsPublished);
        c.MqttMsgPublishReceived += (s, e) => Say("received " + e.Topic + " " + e.Message.Length);
        c.MqttMsgSubscribed += (s, e) => Say("subscribed " + e.MessageId);
        c.ConnectionClosed += (s, e) => Say("closed");
        try { Say("connect " + (int)c.Connect("n1", "n1", "secret", true, 60)); } catch (Exception e) { Say(e.GetType().Name); SleepFor(60); }
        """;

    public static VirtualDevice Make(string main, int port, DeviceOptions? options = null)
    {
        var device = DevicePrograms.Device(Connect + main, options: options);
        Store(device, WifiOptions.AutoConnect);
        device.Link.Route = (_, _) => ("127.0.0.1", port);
        return device;
    }

    public static void Store(VirtualDevice device, WifiOptions options) => new WifiSettings
    {
        Options = options,
        Ssid = device.Wifi.Ssid,
        Password = device.Wifi.Password,
    }.DeployTo(device.Flash);

    public static Func<DateTimeOffset, GatewayPresence> Always(GatewayPresence presence) => _ => presence;
}
