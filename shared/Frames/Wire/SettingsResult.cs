namespace Jena.SensorNode.Frames
{
    /// <summary>
    /// What became of a settings message: accepted (<see cref="Settings"/> is set), refused
    /// (<see cref="RefusedReason"/> is not 0), or, with neither, the version that is in force already.
    /// </summary>
    public sealed class SettingsResult
    {
        /// <summary>The settings to put in force, or null.</summary>
        public readonly NodeSettings? Settings;

        /// <summary>One of <see cref="SettingsRefusal"/>; 0 where nothing was refused.</summary>
        public readonly byte RefusedReason;

        /// <summary>The message's version; 0 where its MAC is wrong or it has none.</summary>
        public readonly uint Version;

        internal SettingsResult(NodeSettings? settings, byte refusedReason, uint version)
        {
            Settings = settings;
            RefusedReason = refusedReason;
            Version = version;
        }
    }
}
