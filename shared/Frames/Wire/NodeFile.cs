namespace Jena.SensorNode.Frames
{
    /// <summary>The node's own file (PROVISIONING.md): who it is, its key, and where it starts from.</summary>
    public sealed class NodeFile
    {
        /// <summary>A GPIO number that stands for "not wired".</summary>
        public const int NoPin = -1;

        /// <summary>Longest file that is read, in bytes.</summary>
        public const int MaximumBytes = 2048;

        /// <summary>Node id.</summary>
        public uint NodeId;

        /// <summary>The node's key, 32 bytes. Secret.</summary>
        public byte[] Key = new byte[0];

        /// <summary>The first cold start after this file counts from here.</summary>
        public uint BootFloor;

        /// <summary>The settings (version 0) that hold until the gateway sends others; gateway and layout are always there.</summary>
        public NodeSettings Settings = new NodeSettings();

        /// <summary>The entries of FRAME.md 5.2 that the file carries, as they stand in it; they are in <see cref="Settings"/> already.</summary>
        public byte[] SettingsEntries = new byte[0];

        /// <summary>Where the battery is measured.</summary>
        public BatterySource Battery = new BatterySource();

        /// <summary>GPIO of the service button (low = pressed), or <see cref="NoPin"/>.</summary>
        public int ButtonPin = NoPin;

        /// <summary>GPIO of the LED, or <see cref="NoPin"/>.</summary>
        public int LedPin = NoPin;

        /// <summary>Reads a file.</summary>
        /// <param name="data">The whole file.</param>
        /// <param name="error">Empty, or what is wrong with the file; never holds a secret.</param>
        /// <returns>The file, or null where it is invalid.</returns>
        public static NodeFile? Parse(byte[] data, out string error)
        {
            var reader = new NodeFileReader();
            error = reader.Read(data);
            return error.Length == 0 ? reader.File : null;
        }

        /// <summary>Brings <see cref="SettingsEntries"/> into <see cref="Settings"/>.</summary>
        /// <returns>A reason of <see cref="SettingsRefusal"/>.</returns>
        internal byte ApplyEntries() => SettingsReader.ReadEntries(Settings, SettingsEntries, 0, SettingsEntries.Length, NodeId, Key);

        /// <summary>The file's bytes.</summary>
        /// <param name="moreSettings">Further entries of FRAME.md 5.2 (tag, length, value …); may be empty.</param>
        public byte[] Write(byte[] moreSettings) => NodeFileWriter.Write(this, moreSettings);
    }
}
