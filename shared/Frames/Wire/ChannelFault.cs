namespace Jena.SensorNode.Frames
{
    /// <summary>Why a channel has no value in a sample (FRAME.md 4.2, u4). 11 to 15 are reserved.</summary>
    public enum ChannelFault : byte
    {
        /// <summary>The channel has a value.</summary>
        None = 0,

        /// <summary>The probe does not answer.</summary>
        Missing = 1,

        /// <summary>Shorted to ground or between lines.</summary>
        Shorted = 2,

        /// <summary>Cable open, input floats.</summary>
        Open = 3,

        /// <summary>Output does not move although it must.</summary>
        Stuck = 4,

        /// <summary>Answer outside what the probe can measure, or outside the 17 bits of a value.</summary>
        OutOfRange = 5,

        /// <summary>A soil probe that stands in air.</summary>
        InAir = 6,

        /// <summary>Soil is frozen, the reading says nothing about water.</summary>
        Frozen = 7,

        /// <summary>Answers, but never with a valid CRC.</summary>
        Checksum = 8,

        /// <summary>Power-on value, the conversion did not end.</summary>
        NotReady = 9,

        /// <summary>Battery too low to power the probe.</summary>
        Unpowered = 10,
    }
}
