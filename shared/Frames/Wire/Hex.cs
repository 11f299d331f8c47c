namespace Jena.SensorNode.Frames
{
    /// <summary>Lower-case hexadecimal text, as identities and keys are written.</summary>
    public static class Hex
    {
        private const string Digits = "0123456789abcdef";

        /// <summary>Two digits for each of the first <paramref name="length"/> bytes.</summary>
        public static string Write(byte[] data, int length)
        {
            var text = new char[length * 2];
            for (var i = 0; i < length; i++)
            {
                text[i * 2] = Digits[data[i] >> 4];
                text[(i * 2) + 1] = Digits[data[i] & 15];
            }

            return new string(text);
        }

        /// <summary>Eight digits.</summary>
        public static string Write(uint value)
        {
            var data = new byte[4];
            BigEndian.Write(value, data, 0);
            return Write(data, 4);
        }

        /// <summary>Reads digits of either case; null where the text is not an even number of them.</summary>
        public static byte[]? Parse(string text)
        {
            if ((text.Length & 1) != 0)
                return null;
            var data = new byte[text.Length / 2];
            for (var i = 0; i < text.Length; i++)
            {
                var digit = Digit(text[i]);
                if (digit < 0)
                    return null;
                data[i / 2] = (byte)((data[i / 2] << 4) | digit);
            }

            return data;
        }

        private static int Digit(char c)
        {
            if (c >= '0' && c <= '9')
                return c - '0';
            if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
            return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        }
    }
}
