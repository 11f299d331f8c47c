namespace Jena.SensorNode.Frames
{
    /// <summary>How a node samples and sends (FRAME.md 5.2); a new object holds the defaults.</summary>
    public sealed class NodeSettings
    {
        /// <summary>Longest settings message in bytes, MAC included.</summary>
        public const int MaximumMessageBytes = 512;

        /// <summary>Version of the set; 0 = the provisioned settings.</summary>
        public uint Version;

        /// <summary>Seconds between samples, 10..86400.</summary>
        public uint SamplingIntervalSeconds = 900;

        /// <summary>Seconds between sessions, 10..604800, at least the sampling interval.</summary>
        public uint SendingIntervalSeconds = 21600;

        /// <summary>Send at once where a channel differs by this many raw units from what was last sent; 0 = off.</summary>
        public int SendOnChangeRawUnits;

        /// <summary>Start of the quiet hours, minute of the day UTC, 0..1439.</summary>
        public int QuietStartMinute;

        /// <summary>End of the quiet hours, minute of the day UTC, 0..1439; equal to the start = none.</summary>
        public int QuietEndMinute;

        /// <summary>Battery below this: half the rate, mV.</summary>
        public int HalfRateBelowMillivolts = 3450;

        /// <summary>Battery below this: an eighth of the rate, mV; at most <see cref="HalfRateBelowMillivolts"/>.</summary>
        public int EighthRateBelowMillivolts = 3300;

        /// <summary>Battery below this: a heartbeat a day without probes, mV; at most <see cref="EighthRateBelowMillivolts"/>.</summary>
        public int HeartbeatBelowMillivolts = 3100;

        /// <summary>True where a set names the three limits itself; else they are those of the node's provisioning, as its battery wants them.</summary>
        public bool HasOwnBatteryTiers;

        /// <summary>Gateway address, an IPv4 literal or a name, 1..63 printable ASCII characters.</summary>
        public string GatewayHost = "";

        /// <summary>Gateway's MQTT port, 1..65535.</summary>
        public int GatewayPort = 1883;

        /// <summary>WiFi network to change to, 1..32 bytes in UTF-8; null = stays as it is.</summary>
        public string? WifiName;

        /// <summary>Password of <see cref="WifiName"/> in clear, 0..63 bytes; null exactly where that is null.</summary>
        public byte[]? WifiPassword;

        /// <summary>Which probes are read; null only where none was provisioned.</summary>
        public ProbeLayout? Layout;

        /// <summary>Unix seconds when the set was signed; 0 = none.</summary>
        public uint ClockHintUnixSeconds;

        /// <summary>ADC readings averaged for one value, 1..255.</summary>
        public int AdcReadings = 64;

        /// <summary>Wait after the probes are powered, 0..5000 ms.</summary>
        public int ProbeSettlingMilliseconds = 60;

        /// <summary>Longest time awake in seconds, 10..600.</summary>
        public int LongestAwakeSeconds = 45;

        /// <summary>Static IPv4 address, mask and gateway, 4 bytes each; null = DHCP.</summary>
        public byte[]? StaticAddress;

        /// <summary>Frames sent in one session, 1..64.</summary>
        public int FramesPerSession = 8;

        /// <summary>Reads a settings message; a bad one is refused as a whole and changes nothing. Never throws on a message.</summary>
        /// <param name="message">The message as received.</param>
        /// <param name="nodeId">Id of this node.</param>
        /// <param name="key">The node's key.</param>
        /// <param name="versionInForce">Version to beat; 0 where none is in force.</param>
        /// <param name="provisioned">Gives gateway and layout where the message leaves them out.</param>
        public static SettingsResult Parse(byte[] message, uint nodeId, byte[] key, uint versionInForce, NodeSettings provisioned)
            => SettingsReader.Read(message, nodeId, key, versionInForce, provisioned);

        /// <summary>The message with its MAC. <see cref="Version"/> must not be 0 and values must be in their ranges.</summary>
        public byte[] Write(uint nodeId, byte[] key) => SettingsWriter.Write(this, nodeId, key);

        /// <summary>The reason of <see cref="SettingsRefusal"/> for which a node would refuse these values, 0 = none.</summary>
        public byte Check() => SettingsRanges.Check(this);
    }
}
