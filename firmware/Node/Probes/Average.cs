namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Robust mean of ADC readings: radio bursts and the supply's dips make outliers, which a plain mean would keep.</summary>
    public static class Average
    {
        /// <summary>Sorts the first <paramref name="count"/> values (Shell's gaps by Knuth: few steps, no recursion, no memory).</summary>
        public static void Sort(int[] values, int count)
        {
            var gap = 1;
            while (gap < count / 3)
                gap = (gap * 3) + 1;
            for (; gap > 0; gap /= 3)
            {
                for (var i = gap; i < count; i++)
                {
                    var value = values[i];
                    var at = i;
                    for (; at >= gap && values[at - gap] > value; at -= gap)
                        values[at] = values[at - gap];
                    values[at] = value;
                }
            }
        }

        /// <summary>Mean of the middle half of sorted values, rounded to the nearest; the median for fewer than four.</summary>
        public static int OfMiddleHalf(int[] sorted, int count)
        {
            var from = count / 4;
            var to = count - from;
            if (count < 4)
            {
                from = (count - 1) / 2;
                to = (count / 2) + 1;
            }

            var sum = 0;
            for (var i = from; i < to; i++)
                sum += sorted[i];
            var taken = to - from;
            return (sum + (taken / 2)) / taken;
        }

        /// <summary>Distance between the quartiles of sorted values: the width of the noise without its outliers.</summary>
        public static int Spread(int[] sorted, int count) => sorted[count - 1 - (count / 4)] - sorted[count / 4];
    }
}
