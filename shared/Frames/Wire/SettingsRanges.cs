namespace Jena.SensorNode.Frames
{
    /// <summary>Ranges of FRAME.md 5.2.</summary>
    internal static class SettingsRanges
    {
        internal const int MaximumHostCharacters = 63;
        internal const int MaximumWifiNameBytes = 32;
        internal const int MaximumWifiPasswordBytes = 63;
        internal const int StaticAddressBytes = 12;
        private const int MinutesOfDay = 1440;

        internal static byte Check(NodeSettings s)
        {
            var good = s.SamplingIntervalSeconds >= 10 && s.SamplingIntervalSeconds <= 86400
                && s.SendingIntervalSeconds >= s.SamplingIntervalSeconds && s.SendingIntervalSeconds <= 604800
                && Within(s.SendOnChangeRawUnits, 0, 65535)
                && Within(s.QuietStartMinute, 0, MinutesOfDay - 1) && Within(s.QuietEndMinute, 0, MinutesOfDay - 1)
                && Within(s.HalfRateBelowMillivolts, s.EighthRateBelowMillivolts, 65535)
                && Within(s.EighthRateBelowMillivolts, s.HeartbeatBelowMillivolts, 65535)
                && s.HeartbeatBelowMillivolts >= 0
                && IsHost(s.GatewayHost) && Within(s.GatewayPort, 1, 65535)
                && Within(s.AdcReadings, 1, 255)
                && Within(s.ProbeSettlingMilliseconds, 0, 5000)
                && Within(s.LongestAwakeSeconds, 10, 600)
                && Within(s.FramesPerSession, 1, 64)
                && (s.StaticAddress == null || s.StaticAddress.Length == StaticAddressBytes)
                && (s.WifiName == null) == (s.WifiPassword == null)
                && (s.WifiPassword == null || s.WifiPassword.Length <= MaximumWifiPasswordBytes);
            return good ? SettingsRefusal.None : SettingsRefusal.OutOfRange;
        }

        private static bool Within(int value, int minimum, int maximum) => value >= minimum && value <= maximum;

        private static bool IsHost(string host)
        {
            if (host.Length < 1 || host.Length > MaximumHostCharacters)
                return false;
            for (var i = 0; i < host.Length; i++)
            {
                if (host[i] <= ' ' || host[i] > '~')
                    return false;
            }

            return true;
        }
    }
}
