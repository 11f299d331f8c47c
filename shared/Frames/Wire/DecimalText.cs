namespace Jena.SensorNode.Frames
{
    /// <summary>Unsigned decimal numbers: digits only, no sign, no blanks, no exception.</summary>
    internal static class DecimalText
    {
        /// <summary>The number, or -1 where the text is none or above <paramref name="maximum"/>.</summary>
        internal static int ParseInt(string text, int maximum)
        {
            var value = Parse(text);
            return value > maximum ? -1 : (int)value;
        }

        /// <summary>The number 0..2^32-1, or -1.</summary>
        internal static long Parse(string text)
        {
            if (text.Length == 0 || text.Length > 10)
                return -1;
            long value = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] < '0' || text[i] > '9')
                    return -1;
                value = (value * 10) + (text[i] - '0');
            }

            return value > uint.MaxValue ? -1 : value;
        }
    }
}
