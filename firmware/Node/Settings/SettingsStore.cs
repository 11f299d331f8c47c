using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Settings
{
    /// <summary>
    /// Settings messages as they were received and signed, in two files: the set in force and the one with which the gateway was last
    /// reached. Each load verifies the signature again, so a damaged file is no settings at all, never wrong ones.
    /// </summary>
    public sealed class SettingsStore
    {
        /// <summary>No file: the provisioned settings.</summary>
        public const byte Provisioned = 0;

        private readonly IFlash _flash;
        private readonly NodeFile _node;

        /// <param name="flash">Where the files live.</param>
        /// <param name="node">Identity, key and provisioned settings.</param>
        public SettingsStore(IFlash flash, NodeFile node)
        {
            _flash = flash;
            _node = node;
        }

        /// <summary>Reads the settings of a slot (1, 2, or <see cref="Provisioned"/>).</summary>
        /// <returns>Null where the file is missing or damaged.</returns>
        public NodeSettings? Load(byte slot)
        {
            if (slot == Provisioned)
                return _node.Settings;
            var length = _flash.Length(Name(slot));
            if (length <= 0 || length > NodeSettings.MaximumMessageBytes)
                return null;
            var message = new byte[length];
            return _flash.Read(Name(slot), 0, message, length) == length
                ? NodeSettings.Parse(message, _node.NodeId, _node.Key, 0, _node.Settings).Settings
                : null;
        }

        /// <summary>The slot that may be overwritten while <paramref name="proven"/> must be kept.</summary>
        public static byte Other(byte proven) => (byte)(proven == 1 ? 2 : 1);

        /// <summary>The slot with the highest valid version, for a node that lost its state.</summary>
        public byte Newest()
        {
            var first = Load(1);
            var second = Load(2);
            if (second != null && (first == null || second.Version > first.Version))
                return 2;
            return first == null ? Provisioned : (byte)1;
        }

        /// <summary>Writes a message into a slot and reads it back.</summary>
        public bool Save(byte slot, byte[] message)
        {
            if (!_flash.Write(Name(slot), message, message.Length))
                return false;
            var stored = new byte[message.Length];
            if (_flash.Length(Name(slot)) != message.Length || _flash.Read(Name(slot), 0, stored, stored.Length) != stored.Length)
                return false;
            for (var i = 0; i < stored.Length; i++)
            {
                if (stored[i] != message[i])
                    return false;
            }

            return true;
        }

        private static string Name(byte slot) => "set-" + slot.ToString() + ".bin";
    }
}
