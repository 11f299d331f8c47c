using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Judges the nine bytes that a DS18B20 gives.</summary>
    public static class Ds18b20Scratchpad
    {
        /// <summary>Length in bytes.</summary>
        public const int Length = 9;

        private const int PowerOnValue = 85 * 16;
        private const int MinimumSixteenths = -55 * 16;
        private const int MaximumSixteenths = 125 * 16;

        /// <summary>Sets 1/16 °C, or the fault.</summary>
        /// <param name="data">The scratchpad as read.</param>
        /// <param name="reading">Receives the result.</param>
        public static void Decode(byte[] data, Reading reading)
        {
            // A bus that floats high reads as ones, one that is held low as zeros; zeros even have a valid checksum.
            if (AllAre(data, 0xff))
                reading.Fail(ChannelFault.Missing);
            else if (AllAre(data, 0x00))
                reading.Fail(ChannelFault.Shorted);
            else if (Crc8.Maxim(data, 0, Length - 1) != data[Length - 1])
                reading.Fail(ChannelFault.Checksum);
            else
                Convert(data, reading);
        }

        private static void Convert(byte[] data, Reading reading)
        {
            var sixteenths = (int)(short)(data[0] | (data[1] << 8));
            if (sixteenths == PowerOnValue)
            {
                reading.Fail(ChannelFault.NotReady);
                return;
            }

            // Below 12 bits the lowest bits are undefined: 3, 2, 1, 0 of them for 9, 10, 11, 12 bits.
            var undefinedBits = 3 - ((data[4] >> 5) & 3);
            reading.SetWithin(sixteenths & ~((1 << undefinedBits) - 1), MinimumSixteenths, MaximumSixteenths);
        }

        private static bool AllAre(byte[] data, byte value)
        {
            for (var i = 0; i < Length; i++)
            {
                if (data[i] != value)
                    return false;
            }

            return true;
        }
    }
}
