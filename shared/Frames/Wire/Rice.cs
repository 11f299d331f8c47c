namespace Jena.SensorNode.Frames
{
    /// <summary>Choice of the Rice parameter, the mapping of signed to unsigned (FRAME.md 1), and the prediction (4.2).</summary>
    internal static class Rice
    {
        /// <summary>0, -1, 1, -2 → 0, 1, 2, 3.</summary>
        internal static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

        /// <summary>What a channel's value is expected to be from its predecessor and the change that led to that.</summary>
        internal static int Predict(int previous, int change)
        {
            var prediction = previous + change;
            if (prediction < FrameLimits.MinimumValue)
                return FrameLimits.MinimumValue;
            return prediction > FrameLimits.MaximumValue ? FrameLimits.MaximumValue : prediction;
        }

        /// <summary>Bits that the values take with parameter <paramref name="k"/>.</summary>
        internal static int Cost(uint[] values, int count, int k)
        {
            var bits = count * (1 + k);
            for (var i = 0; i < count; i++)
            {
                var quotient = values[i] >> k;
                bits += quotient < FrameLimits.RiceEscape
                    ? (int)quotient
                    : FrameLimits.RiceEscape + FrameLimits.EscapedBits - 1 - k;
            }

            return bits;
        }

        /// <summary>
        /// The k (0..maximum) that takes the fewest bits for the first <paramref name="count"/> values. Costs are counted, not
        /// estimated: one outlier in a calm series would spoil an estimate from the mean, the escape code bounds its real cost.
        /// </summary>
        internal static int BestParameter(uint[] values, int count, int maximum)
        {
            var best = 0;
            var bestBits = int.MaxValue;
            for (var k = 0; k <= maximum && count * (1 + k) < bestBits; k++)
            {
                var bits = Cost(values, count, k);
                if (bits < bestBits)
                {
                    best = k;
                    bestBits = bits;
                }
            }

            return best;
        }
    }
}
