namespace Jena.SensorNode.Frames
{
    /// <summary>Why settings were refused (FRAME.md 5.2), as the next frame's health block reports it.</summary>
    public static class SettingsRefusal
    {
        /// <summary>Not refused.</summary>
        public const byte None = 0;

        /// <summary>The MAC is wrong: not from this node's gateway, or damaged.</summary>
        public const byte BadMac = 1;

        /// <summary>Genuine, but not of a format that this firmware reads.</summary>
        public const byte BadFormat = 2;

        /// <summary>Older than the settings in force.</summary>
        public const byte Older = 3;

        /// <summary>A value is outside its range.</summary>
        public const byte OutOfRange = 4;

        /// <summary>The probe layout is malformed or names a kind that this firmware does not know.</summary>
        public const byte BadLayout = 5;

        /// <summary>The node could not store them; given by the node, not by the parser.</summary>
        public const byte NotStored = 6;

        /// <summary>Tried, but the gateway was not reached with them; the node went back to the set before. Given by the node.</summary>
        public const byte NotReached = 7;
    }
}
