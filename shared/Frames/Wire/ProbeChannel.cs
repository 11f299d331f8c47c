namespace Jena.SensorNode.Frames
{
    /// <summary>One channel of a probe layout: what it measures, where, and how it is wired (FRAME.md 5.4).</summary>
    public sealed class ProbeChannel
    {
        /// <summary>Depth that stands for "in air".</summary>
        public const byte InAir = 255;

        /// <summary>What is measured.</summary>
        public ChannelKind Kind;

        /// <summary>Depth in cm, 255 = in air.</summary>
        public byte DepthCentimeters;

        /// <summary>ADC channel (1 byte), 1-Wire ROM id (8 bytes or none), or I²C bus and address (2 bytes).</summary>
        public byte[] Wiring = new byte[0];

        /// <summary>Whether kind and length of the wiring belong together.</summary>
        internal bool IsValid()
        {
            switch (Kind)
            {
                case ChannelKind.SoilMoistureAdc:
                    return Wiring.Length == 1;
                case ChannelKind.SoilTemperature:
                    return Wiring.Length == 0 || Wiring.Length == 8;
                case ChannelKind.SoilMoistureSeesaw:
                case ChannelKind.SoilTemperatureSeesaw:
                case ChannelKind.AirTemperature:
                case ChannelKind.AirHumidity:
                    return Wiring.Length == 2;
                default:
                    return false;
            }
        }
    }
}
