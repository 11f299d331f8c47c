using System.Text;

namespace Jena.SensorNode.Frames
{
    /// <summary>Reads the node's own file line by line.</summary>
    internal sealed class NodeFileReader
    {
        private const int ChecksumLineCharacters = 12;
        private const int MaximumPin = 48;

        internal readonly NodeFile File = new NodeFile();

        // The names seen, between line feeds: the one character that no name holds.
        private string _seen = "\n";

        /// <summary>Fills <see cref="File"/>; an empty text where all is well, else what is wrong.</summary>
        internal string Read(byte[] data)
        {
            if (data.Length > NodeFile.MaximumBytes)
                return "file longer than 2048 bytes";
            var end = ChecksumLine(data);
            if (end < 0)
                return "last line is not crc= and 8 hex digits";
            var expected = Hex.Parse(Encoding.UTF8.GetString(data, end + 4, 8));
            if (expected == null || expected.Length != 4 || BigEndian.Read(expected, 0) != Crc32.Compute(data, 0, end))
                return "crc does not match, write the file again";

            for (var start = 0; start < end;)
            {
                var stop = start;
                while (stop < end && data[stop] != (byte)'\n')
                    stop++;
                var line = Encoding.UTF8.GetString(data, start, stop - start).Trim();
                if (line.Length > 0 && line[0] != '#' && !ReadLine(line))
                    return "bad or repeated: " + NameOf(line);
                start = stop + 1;
            }

            return Finish();
        }

        // Where the last line starts, or -1 where it is not a checksum line.
        private static int ChecksumLine(byte[] data)
        {
            var length = data.Length;
            while (length > 0 && (data[length - 1] == (byte)'\n' || data[length - 1] == (byte)'\r'))
                length--;
            var start = length - ChecksumLineCharacters;
            if (start < 1 || data[start - 1] != (byte)'\n')
                return -1;
            return data[start] == (byte)'c' && data[start + 1] == (byte)'r' && data[start + 2] == (byte)'c'
                && data[start + 3] == (byte)'=' ? start : -1;
        }

        // The name alone: a value may be a secret.
        private static string NameOf(string line)
        {
            var equals = line.IndexOf('=');
            return equals < 1 ? "a line without a name" : line.Substring(0, equals);
        }

        private bool ReadLine(string line)
        {
            var equals = line.IndexOf('=');
            if (equals < 1)
                return false;
            var name = line.Substring(0, equals);
            var marked = "\n" + name + "\n";
            if (_seen.Contains(marked))
                return false;
            _seen = _seen + name + "\n";
            return ReadValue(name, line.Substring(equals + 1));
        }

        private bool ReadValue(string name, string value)
        {
            switch (name)
            {
                case "format":
                    return value == "1";
                case "node":
                    var id = Hex.Parse(value);
                    if (id == null || id.Length != 4)
                        return false;
                    File.NodeId = BigEndian.Read(id, 0);
                    return true;
                case "key":
                    var key = Hex.Parse(value);
                    if (key == null || key.Length != MessageMac.KeyBytes)
                        return false;
                    File.Key = key;
                    return true;
                case "boot":
                    var boot = DecimalText.Parse(value);
                    File.BootFloor = (uint)boot;
                    return boot >= 0;
                case "host":
                    File.Settings.GatewayHost = value;
                    return true;
                case "port":
                    File.Settings.GatewayPort = DecimalText.ParseInt(value, 65535);
                    return File.Settings.GatewayPort > 0;
                case "layout":
                    var layout = Hex.Parse(value);
                    File.Settings.Layout = layout == null ? null : ProbeLayout.Parse(layout, 0, layout.Length);
                    return File.Settings.Layout != null;
                case "battery":
                    var battery = BatterySource.Parse(value);
                    File.Battery = battery ?? File.Battery;
                    return battery != null;
                case "settings":
                    var entries = Hex.Parse(value);
                    File.SettingsEntries = entries ?? File.SettingsEntries;
                    return entries != null;
                case "button":
                    File.ButtonPin = DecimalText.ParseInt(value, MaximumPin);
                    return File.ButtonPin >= 0;
                case "led":
                    File.LedPin = DecimalText.ParseInt(value, MaximumPin);
                    return File.LedPin >= 0;
                default:
                    // A newer gateway may write more; what must not be ignored gets a new format number.
                    return true;
            }
        }

        private string Finish()
        {
            var required = new string[] { "format", "node", "key", "boot", "host", "port", "layout", "battery" };
            foreach (var name in required)
            {
                if (!_seen.Contains("\n" + name + "\n"))
                    return "missing: " + name;
            }

            var reason = File.ApplyEntries();
            return reason == SettingsRefusal.None ? "" : "host or settings refused, reason " + reason.ToString();
        }
    }
}
