namespace Jena.SensorNode.Frames
{
    /// <summary>Choice of the Rice parameter, and the mapping of signed to unsigned (FRAME.md 1).</summary>
    internal static class Rice
    {
        /// <summary>0, -1, 1, -2 → 0, 1, 2, 3.</summary>
        internal static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

        /// <summary>
        /// The k (0..15) that takes the fewest bits for the first <paramref name="count"/> values. Costs are counted, not
        /// estimated: one outlier in a calm series would spoil an estimate from the mean, the escape code bounds its real cost.
        /// </summary>
        internal static int BestParameter(uint[] values, int count)
        {
            var best = 0;
            var bestBits = int.MaxValue;
            for (var k = 0; k < 16; k++)
            {
                var bits = count * (1 + k);
                for (var i = 0; i < count; i++)
                {
                    var quotient = values[i] >> k;
                    bits += quotient < FrameLimits.RiceEscape
                        ? (int)quotient
                        : FrameLimits.RiceEscape + FrameLimits.EscapedBits - 1 - k;
                }

                if (bits < bestBits)
                {
                    best = k;
                    bestBits = bits;
                }
                else if (count * (1 + k) >= bestBits)
                {
                    break;
                }
            }

            return best;
        }
    }
}
