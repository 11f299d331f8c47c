namespace Jena.SensorNode.Frames
{
    /// <summary>Constants of FRAME.md that writer and reader share.</summary>
    internal static class FrameLimits
    {
        /// <summary>Value of field 1.</summary>
        internal const uint Version = 1;

        /// <summary>Smallest raw value (s17).</summary>
        internal const int MinimumValue = -65536;

        /// <summary>Largest raw value (s17).</summary>
        internal const int MaximumValue = 65535;

        /// <summary>Added to a value that is written in 12 bits.</summary>
        internal const int NarrowOffset = 256;

        /// <summary>Bits of a narrow first value.</summary>
        internal const int NarrowBits = 12;

        /// <summary>Bits of a wide first value.</summary>
        internal const int WideBits = 17;

        /// <summary>A Rice quotient of this size is the escape to <see cref="EscapedBits"/>.</summary>
        internal const int RiceEscape = 12;

        /// <summary>Bits of an escaped value.</summary>
        internal const int EscapedBits = 18;

        /// <summary>First value that an escape cannot hold.</summary>
        internal const uint EscapedLimit = 1u << EscapedBits;

        /// <summary>Largest Rice parameter of the times (u4).</summary>
        internal const int MaximumTimeParameter = 15;

        /// <summary>Largest Rice parameter of a channel (u3).</summary>
        internal const int MaximumChannelParameter = 7;

        /// <summary>The bit above a channel's Rice parameter: predicted by its trend.</summary>
        internal const int TrendBit = 8;

        /// <summary>First layout id that does not fit into five bits; also the mark of the longer form.</summary>
        internal const int LongLayout = 31;

        /// <summary>Battery of the field's value 0, in mV.</summary>
        internal const int BatteryBaseMillivolts = 1000;

        /// <summary>Largest battery field.</summary>
        internal const int BatteryFieldMaximum = 4095;
    }
}
