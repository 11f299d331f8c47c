using System;
using System.Text;

namespace Jena.SensorNode.Frames
{
    /// <summary>Writes a complete settings message (FRAME.md 5.2).</summary>
    internal sealed class SettingsWriter
    {
        private readonly byte[] _buffer = new byte[NodeSettings.MaximumMessageBytes];
        private int _position;

        private SettingsWriter()
        {
        }

        internal static byte[] Write(NodeSettings s, uint nodeId, byte[] key)
        {
            if (s.Version == 0 || s.Check() != SettingsRefusal.None)
                throw new ArgumentException("Settings have no version or a value outside its range (FRAME.md 5.2).");
            var writer = new SettingsWriter();
            writer._buffer[0] = MessageMac.Settings;
            writer._buffer[1] = SettingsReader.Format;
            BigEndian.Write(s.Version, writer._buffer, 2);
            writer._position = SettingsReader.HeaderBytes;
            writer.WriteEntries(s, nodeId, key);

            var length = MessageMac.Append(MessageMac.Settings, nodeId, key, writer._buffer, writer._position);
            var message = new byte[length];
            Array.Copy(writer._buffer, message, length);
            return message;
        }

        // The longest set takes 6 + 16×2 + 53 of numbers + 63 + 32 + 63 + 92 of layout + 8 = 349 bytes: it always fits.
        private void WriteEntries(NodeSettings s, uint nodeId, byte[] key)
        {
            Write32(SettingsTag.SamplingInterval, s.SamplingIntervalSeconds);
            Write32(SettingsTag.SendingInterval, s.SendingIntervalSeconds);
            Write16(SettingsTag.SendOnChange, s.SendOnChangeRawUnits);
            Begin(SettingsTag.QuietHours, 4);
            Put16(s.QuietStartMinute);
            Put16(s.QuietEndMinute);
            if (s.HasOwnBatteryTiers)
            {
                Begin(SettingsTag.BatteryTiers, 6);
                Put16(s.HalfRateBelowMillivolts);
                Put16(s.EighthRateBelowMillivolts);
                Put16(s.HeartbeatBelowMillivolts);
            }

            WriteBytes(SettingsTag.GatewayHost, Encoding.UTF8.GetBytes(s.GatewayHost));
            Write16(SettingsTag.GatewayPort, s.GatewayPort);
            if (s.WifiName != null && s.WifiPassword != null)
                WriteWifi(s, s.WifiName, s.WifiPassword, nodeId, key);
            if (s.Layout != null)
                WriteBytes(SettingsTag.Layout, s.Layout.Write());
            Write32(SettingsTag.ClockHint, s.ClockHintUnixSeconds);
            Write8(SettingsTag.AdcReadings, s.AdcReadings);
            Write16(SettingsTag.ProbeSettling, s.ProbeSettlingMilliseconds);
            Write16(SettingsTag.LongestAwake, s.LongestAwakeSeconds);
            if (s.StaticAddress != null)
                WriteBytes(SettingsTag.StaticAddress, s.StaticAddress);
            Write8(SettingsTag.FramesPerSession, s.FramesPerSession);
        }

        private void WriteWifi(NodeSettings s, string name, byte[] password, uint nodeId, byte[] key)
        {
            var hidden = new byte[password.Length];
            Array.Copy(password, hidden, password.Length);
            NodeSecrets.ApplyWifiKeyStream(key, nodeId, s.Version, hidden);
            WriteBytes(SettingsTag.WifiName, Encoding.UTF8.GetBytes(name));
            WriteBytes(SettingsTag.WifiPassword, hidden);
        }

        private void Begin(byte tag, int length)
        {
            _buffer[_position] = tag;
            _buffer[_position + 1] = (byte)length;
            _position += 2;
        }

        private void Put16(int value)
        {
            _buffer[_position] = (byte)(value >> 8);
            _buffer[_position + 1] = (byte)value;
            _position += 2;
        }

        private void Write8(byte tag, int value)
        {
            Begin(tag, 1);
            _buffer[_position++] = (byte)value;
        }

        private void Write16(byte tag, int value)
        {
            Begin(tag, 2);
            Put16(value);
        }

        private void Write32(byte tag, uint value)
        {
            Begin(tag, 4);
            BigEndian.Write(value, _buffer, _position);
            _position += 4;
        }

        private void WriteBytes(byte tag, byte[] value)
        {
            Begin(tag, value.Length);
            Array.Copy(value, 0, _buffer, _position, value.Length);
            _position += value.Length;
        }
    }
}
