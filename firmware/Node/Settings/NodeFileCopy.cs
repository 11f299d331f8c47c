using System.Text;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Settings
{
    /// <summary>
    /// The node's own file as bytes: kind u8, length of the text u16, end of the text, then the values in the order of
    /// <see cref="Exchange"/>, then CRC-32 over all before it.
    /// </summary>
    public static class NodeFileCopy
    {
        /// <summary>Bytes at the end of the text that a copy remembers: the checksum line.</summary>
        public const int SealBytes = 16;

        /// <summary>Longest copy in bytes: what the text holds in hexadecimal takes half the room.</summary>
        public const int MaximumBytes = NodeFile.MaximumBytes;

        // Raise it when the order of the fields changes: an older copy is then made anew.
        private const byte Kind = 0x31;
        private const int CrcBytes = 4;
        private const byte NoPin = 255;

        /// <summary>The bytes of a copy.</summary>
        public static byte[] Write(NodeFile file, int textLength, byte[] seal)
        {
            var data = new byte[MaximumBytes];
            var codec = new FieldCodec(data, true);
            var kind = Kind;
            codec.Unsigned8(ref kind);
            codec.Unsigned16(ref textLength);
            codec.Block(ref seal);
            var host = Encoding.UTF8.GetBytes(file.Settings.GatewayHost);
            var layout = file.Settings.Layout == null ? new byte[0] : file.Settings.Layout.Write();
            Exchange(codec, file, ref host, ref layout);
            var copy = new byte[codec.Position + CrcBytes];
            System.Array.Copy(data, 0, copy, 0, codec.Position);
            Bytes.Put32(copy, codec.Position, Crc32.Compute(copy, 0, codec.Position));
            return copy;
        }

        /// <summary>Reads a copy; null where it is damaged, of another kind, or made from another text.</summary>
        public static NodeFile? Read(byte[] data, int textLength, byte[] seal)
        {
            var end = data.Length - CrcBytes;
            if (end <= 0 || data[0] != Kind || Bytes.Get32(data, end) != Crc32.Compute(data, 0, end))
                return null;
            var codec = new FieldCodec(data, false);
            byte kind = 0;
            var copiedLength = 0;
            var copiedSeal = new byte[0];
            codec.Unsigned8(ref kind);
            codec.Unsigned16(ref copiedLength);
            codec.Block(ref copiedSeal);
            if (copiedLength != textLength || !IsSame(copiedSeal, seal))
                return null;
            var file = new NodeFile();
            var host = new byte[0];
            var layout = new byte[0];
            Exchange(codec, file, ref host, ref layout);
            file.Settings.GatewayHost = Encoding.UTF8.GetString(host, 0, host.Length);
            file.Settings.Layout = ProbeLayout.Parse(layout, 0, layout.Length);
            return file.Settings.Layout != null && file.ApplyEntries() == SettingsRefusal.None ? file : null;
        }

        private static void Exchange(FieldCodec codec, NodeFile file, ref byte[] host, ref byte[] layout)
        {
            codec.Unsigned32(ref file.NodeId);
            codec.Block(ref file.Key);
            codec.Unsigned32(ref file.BootFloor);
            codec.Block(ref host);
            codec.Unsigned16(ref file.Settings.GatewayPort);
            codec.Block(ref layout);
            codec.Unsigned8(ref file.Battery.Kind);
            codec.Unsigned16(ref file.Battery.Channel);
            codec.Unsigned16(ref file.Battery.RatioThousandths);
            codec.Unsigned16(ref file.Battery.Address);
            file.ButtonPin = Pin(codec, file.ButtonPin);
            file.LedPin = Pin(codec, file.LedPin);
            codec.Block(ref file.SettingsEntries);
        }

        private static int Pin(FieldCodec codec, int pin)
        {
            var stored = pin == NodeFile.NoPin ? NoPin : (byte)pin;
            codec.Unsigned8(ref stored);
            return stored == NoPin ? NodeFile.NoPin : stored;
        }

        private static bool IsSame(byte[] one, byte[] other)
        {
            if (one.Length != other.Length)
                return false;
            for (var i = 0; i < one.Length; i++)
            {
                if (one[i] != other[i])
                    return false;
            }

            return true;
        }
    }
}
