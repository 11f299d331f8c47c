namespace Jena.SensorNode.Frames
{
    /// <summary>MQTT topics of a node (FRAME.md 3).</summary>
    public static class Topics
    {
        /// <summary>Frames, written by the node, QoS 1, not retained.</summary>
        public static string Up(uint nodeId) => "jsn/" + NodeName(nodeId) + "/up";

        /// <summary>Settings, written by the gateway, QoS 1, retained.</summary>
        public static string Settings(uint nodeId) => "jsn/" + NodeName(nodeId) + "/set";

        /// <summary>Time, written by the gateway after each accepted frame, QoS 0, not retained.</summary>
        public static string Time(uint nodeId) => "jsn/" + NodeName(nodeId) + "/time";

        /// <summary>The node id as 8 lower-case hex digits: topic level, MQTT client id and user name.</summary>
        public static string NodeName(uint nodeId) => Hex.Write(nodeId);
    }
}
