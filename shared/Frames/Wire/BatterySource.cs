namespace Jena.SensorNode.Frames
{
    /// <summary>Where a node measures its battery (PROVISIONING.md).</summary>
    public sealed class BatterySource
    {
        /// <summary>Not measured.</summary>
        public const byte None = 0;

        /// <summary>A divider on an ADC1 channel.</summary>
        public const byte AdcDivider = 1;

        /// <summary>A MAX1704x fuel gauge on I²C.</summary>
        public const byte Max1704x = 2;

        /// <summary>One of the constants above.</summary>
        public byte Kind;

        /// <summary>ADC channel, or I²C bus.</summary>
        public int Channel;

        /// <summary>Divider: battery mV per 1000 mV at the ADC; 1..65535.</summary>
        public int RatioThousandths;

        /// <summary>I²C address of the fuel gauge, 0..127.</summary>
        public int Address;

        /// <summary>Reads <c>none</c>, <c>adc:channel:ratio</c> or <c>max1704x:bus:address</c>, decimal; null where it is none of them.</summary>
        public static BatterySource? Parse(string text)
        {
            var parts = text.Split(new char[] { ':' });
            if (parts.Length == 1 && parts[0] == "none")
                return new BatterySource();
            if (parts.Length != 3)
                return null;
            var channel = DecimalText.ParseInt(parts[1], 255);
            if (parts[0] == "adc")
            {
                var ratio = DecimalText.ParseInt(parts[2], 65535);
                return channel < 0 || ratio < 1
                    ? null
                    : new BatterySource { Kind = AdcDivider, Channel = channel, RatioThousandths = ratio };
            }

            var address = DecimalText.ParseInt(parts[2], 127);
            return channel < 0 || address < 0 || parts[0] != "max1704x"
                ? null
                : new BatterySource { Kind = Max1704x, Channel = channel, Address = address };
        }

        /// <summary>The text that <see cref="Parse"/> reads.</summary>
        public string Write()
        {
            if (Kind == AdcDivider)
                return "adc:" + Channel.ToString() + ":" + RatioThousandths.ToString();
            return Kind == Max1704x ? "max1704x:" + Channel.ToString() + ":" + Address.ToString() : "none";
        }
    }
}
