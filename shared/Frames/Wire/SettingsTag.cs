namespace Jena.SensorNode.Frames
{
    /// <summary>Tags of the settings' entries (FRAME.md 5.2).</summary>
    internal static class SettingsTag
    {
        internal const byte SamplingInterval = 1;
        internal const byte SendingInterval = 2;
        internal const byte SendOnChange = 3;
        internal const byte QuietHours = 4;
        internal const byte BatteryTiers = 5;
        internal const byte GatewayHost = 6;
        internal const byte GatewayPort = 7;
        internal const byte WifiName = 8;
        internal const byte WifiPassword = 9;
        internal const byte Layout = 10;
        internal const byte ClockHint = 11;
        internal const byte AdcReadings = 12;
        internal const byte ProbeSettling = 13;
        internal const byte LongestAwake = 14;
        internal const byte StaticAddress = 15;
        internal const byte FramesPerSession = 16;

        /// <summary>An unknown tag from here on refuses the set.</summary>
        internal const byte FirstMandatory = 128;
    }
}
