namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>Why the node woke, as a frame says it (FRAME.md 4.3).</summary>
    public static class WakeReason
    {
        /// <summary>Power-on or reset; the device cannot tell which.</summary>
        public const byte PowerOn = 0;

        /// <summary>The timer.</summary>
        public const byte Timer = 1;

        /// <summary>The service button.</summary>
        public const byte Button = 2;

        /// <summary>Anything else.</summary>
        public const byte Other = 3;
    }
}
