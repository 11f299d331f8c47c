using System;
using System.Text;

namespace Jena.SensorNode.Frames
{
    /// <summary>Reads settings (FRAME.md 5.2), from a message or from the entries in a node's own file.</summary>
    internal static class SettingsReader
    {
        internal const byte Format = 1;
        internal const int HeaderBytes = 6;

        internal static SettingsResult Read(byte[] message, uint nodeId, byte[] key, uint versionInForce, NodeSettings provisioned)
        {
            var end = message.Length - MessageMac.Bytes;
            if (message.Length > NodeSettings.MaximumMessageBytes || end < 0
                || !MessageMac.Verify(MessageMac.Settings, nodeId, key, message, message.Length))
                return new SettingsResult(null, SettingsRefusal.BadMac, 0);
            if (end < HeaderBytes || message[0] != MessageMac.Settings || message[1] != Format)
                return new SettingsResult(null, SettingsRefusal.BadFormat, 0);

            var version = BigEndian.Read(message, 2);
            if (version == 0)
                return new SettingsResult(null, SettingsRefusal.BadFormat, 0);
            if (version <= versionInForce)
                return new SettingsResult(null, version == versionInForce ? SettingsRefusal.None : SettingsRefusal.Older, version);

            var settings = new NodeSettings
            {
                Version = version,
                GatewayHost = provisioned.GatewayHost,
                GatewayPort = provisioned.GatewayPort,
                Layout = provisioned.Layout,
                HalfRateBelowMillivolts = provisioned.HalfRateBelowMillivolts,
                EighthRateBelowMillivolts = provisioned.EighthRateBelowMillivolts,
                HeartbeatBelowMillivolts = provisioned.HeartbeatBelowMillivolts,
            };
            var reason = ReadEntries(settings, message, HeaderBytes, end, nodeId, key);
            return new SettingsResult(reason == SettingsRefusal.None ? settings : null, reason, version);
        }

        /// <summary>Reads entries over what <paramref name="settings"/> holds and checks the whole.</summary>
        /// <returns>A reason of <see cref="SettingsRefusal"/>; where it is not 0, <paramref name="settings"/> is to be thrown away.</returns>
        internal static byte ReadEntries(NodeSettings settings, byte[] data, int position, int end, uint nodeId, byte[] key)
        {
            var seen = 0;
            while (position < end)
            {
                if (position + 2 > end)
                    return SettingsRefusal.BadFormat;
                var tag = data[position];
                var length = data[position + 1];
                position += 2;
                if (position + length > end)
                    return SettingsRefusal.BadFormat;
                if (tag >= SettingsTag.FirstMandatory)
                    return SettingsRefusal.BadFormat;
                if (tag >= SettingsTag.SamplingInterval && tag <= SettingsTag.FramesPerSession)
                {
                    if ((seen & (1 << tag)) != 0)
                        return SettingsRefusal.BadFormat;
                    seen |= 1 << tag;
                    var reason = ReadEntry(settings, tag, data, position, length);
                    if (reason != SettingsRefusal.None)
                        return reason;
                }

                position += length;
            }

            if ((settings.WifiName == null) != (settings.WifiPassword == null))
                return SettingsRefusal.BadFormat;
            if (settings.WifiPassword != null)
                NodeSecrets.ApplyWifiKeyStream(key, nodeId, settings.Version, settings.WifiPassword);
            return settings.Check();
        }

        private static byte ReadEntry(NodeSettings s, byte tag, byte[] data, int at, int length)
        {
            if (!HasLengthOf(tag, length))
                return SettingsRefusal.BadFormat;
            if ((tag == SettingsTag.GatewayHost || tag == SettingsTag.WifiName) && HasZero(data, at, length))
                return SettingsRefusal.OutOfRange;
            switch (tag)
            {
                case SettingsTag.SamplingInterval:
                    s.SamplingIntervalSeconds = BigEndian.Read(data, at);
                    break;
                case SettingsTag.SendingInterval:
                    s.SendingIntervalSeconds = BigEndian.Read(data, at);
                    break;
                case SettingsTag.SendOnChange:
                    s.SendOnChangeRawUnits = BigEndian.Read16(data, at);
                    break;
                case SettingsTag.QuietHours:
                    s.QuietStartMinute = BigEndian.Read16(data, at);
                    s.QuietEndMinute = BigEndian.Read16(data, at + 2);
                    break;
                case SettingsTag.BatteryTiers:
                    s.HalfRateBelowMillivolts = BigEndian.Read16(data, at);
                    s.EighthRateBelowMillivolts = BigEndian.Read16(data, at + 2);
                    s.HeartbeatBelowMillivolts = BigEndian.Read16(data, at + 4);
                    s.HasOwnBatteryTiers = true;
                    break;
                case SettingsTag.GatewayHost:
                    s.GatewayHost = Encoding.UTF8.GetString(data, at, length);
                    break;
                case SettingsTag.GatewayPort:
                    s.GatewayPort = BigEndian.Read16(data, at);
                    break;
                case SettingsTag.WifiName:
                    s.WifiName = Encoding.UTF8.GetString(data, at, length);
                    break;
                case SettingsTag.WifiPassword:
                    s.WifiPassword = Slice(data, at, length);
                    break;
                case SettingsTag.Layout:
                    s.Layout = ProbeLayout.Parse(data, at, length);
                    return s.Layout == null ? SettingsRefusal.BadLayout : SettingsRefusal.None;
                case SettingsTag.ClockHint:
                    s.ClockHintUnixSeconds = BigEndian.Read(data, at);
                    break;
                case SettingsTag.AdcReadings:
                    s.AdcReadings = data[at];
                    break;
                case SettingsTag.ProbeSettling:
                    s.ProbeSettlingMilliseconds = BigEndian.Read16(data, at);
                    break;
                case SettingsTag.LongestAwake:
                    s.LongestAwakeSeconds = BigEndian.Read16(data, at);
                    break;
                case SettingsTag.StaticAddress:
                    s.StaticAddress = BigEndian.Read(data, at) == 0 ? null : Slice(data, at, length);
                    break;
                default:
                    s.FramesPerSession = data[at];
                    break;
            }

            return SettingsRefusal.None;
        }

        private static bool HasLengthOf(byte tag, int length)
        {
            switch (tag)
            {
                case SettingsTag.SamplingInterval:
                case SettingsTag.SendingInterval:
                case SettingsTag.QuietHours:
                case SettingsTag.ClockHint:
                    return length == 4;
                case SettingsTag.SendOnChange:
                case SettingsTag.GatewayPort:
                case SettingsTag.ProbeSettling:
                case SettingsTag.LongestAwake:
                    return length == 2;
                case SettingsTag.BatteryTiers:
                    return length == 6;
                case SettingsTag.AdcReadings:
                case SettingsTag.FramesPerSession:
                    return length == 1;
                case SettingsTag.StaticAddress:
                    return length == SettingsRanges.StaticAddressBytes;
                case SettingsTag.GatewayHost:
                    return length >= 1 && length <= SettingsRanges.MaximumHostCharacters;
                case SettingsTag.WifiName:
                    return length >= 1 && length <= SettingsRanges.MaximumWifiNameBytes;
                case SettingsTag.WifiPassword:
                    return length <= SettingsRanges.MaximumWifiPasswordBytes;
                default:
                    return true;
            }
        }

        // The device ends a text at a zero byte: it would go on with a part of the name.
        private static bool HasZero(byte[] data, int at, int length)
        {
            for (var i = at; i < at + length; i++)
            {
                if (data[i] == 0)
                    return true;
            }

            return false;
        }

        private static byte[] Slice(byte[] data, int at, int length)
        {
            var slice = new byte[length];
            Array.Copy(data, at, slice, 0, length);
            return slice;
        }
    }
}
