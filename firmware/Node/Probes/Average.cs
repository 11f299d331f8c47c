namespace Jena.SensorNode.Node.Probes
{
    /// <summary>Robust mean of ADC readings: radio bursts and the supply's dips make outliers, which a plain mean would keep.</summary>
    public static class Average
    {
        /// <summary>Readings that lie closer together than this are sorted by counting them.</summary>
        private const int CountedRange = 256;

        /// <summary>
        /// Sorts the first <paramref name="count"/> values, 255 at most. A probe's noise is some ten counts wide, so they are counted:
        /// a fifth of the steps of a sort by comparisons, which far outliers still need.
        /// </summary>
        public static void Sort(int[] values, int count)
        {
            if (count == 0)
                return;
            var lowest = values[0];
            var highest = lowest;
            for (var i = 1; i < count; i++)
            {
                var value = values[i];
                if (value < lowest)
                    lowest = value;
                else if (value > highest)
                    highest = value;
            }

            if (highest - lowest < CountedRange)
                SortByCounting(values, count, lowest, highest);
            else
                SortByComparing(values, count);
        }

        private static void SortByCounting(int[] values, int count, int lowest, int highest)
        {
            var counts = new byte[highest - lowest + 1];
            for (var i = 0; i < count; i++)
                counts[values[i] - lowest]++;
            var at = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                for (int left = counts[i]; left > 0; left--)
                    values[at++] = lowest + i;
            }
        }

        /// <summary>Shell's sort with Knuth's gaps: few steps, no recursion, no memory.</summary>
        private static void SortByComparing(int[] values, int count)
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
