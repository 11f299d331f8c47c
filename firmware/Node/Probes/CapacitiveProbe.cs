using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Probes
{
    /// <summary>
    /// Analog capacitive moisture probe (SEN0193 family) on ADC1. High counts are dry, low counts wet; real boards stay between
    /// about 1.2 V in water and 3.2 V in air.
    /// </summary>
    public sealed class CapacitiveProbe : IProbe
    {
        /// <summary>At or below: the line is shorted to ground, or the probe has no supply. Water reads ten times as much.</summary>
        public const int ShortedCounts = 150;

        /// <summary>At or above: the converter is at its end; the pull-up of an unplugged line, or a short to the supply.</summary>
        public const int OpenCounts = 4090;

        /// <summary>
        /// At or above (about 2.9 V): drier than any soil with roots in it; no soil touches the blade. Boards differ (2.83 to 3.24 V in
        /// air), so the gateway judges again by the probe's own calibration.
        /// </summary>
        public const int InAirCounts = 3650;

        /// <summary>Below (about 0.9 V): lower than any board gives in water.</summary>
        public const int WettestCounts = 900;

        /// <summary>Noise between the quartiles above this is a line that nothing drives.</summary>
        public const int FloatingSpreadCounts = 400;

        private readonly IAnalogInput _input;
        private readonly int _channel;
        private readonly int[] _readings;

        /// <param name="input">The converter.</param>
        /// <param name="channel">ADC1 channel: 0 or 3..7. Others are not led out or belong to ADC2, which WiFi blocks.</param>
        /// <param name="readings">Buffer for as many readings as are averaged; shared between probes.</param>
        public CapacitiveProbe(IAnalogInput input, int channel, int[] readings)
        {
            _input = input;
            _channel = channel;
            _readings = readings;
        }

        /// <summary>True for a channel that can be read while WiFi runs.</summary>
        public static bool IsUsable(int channel) => channel == 0 || (channel >= 3 && channel <= 7);

        /// <inheritdoc/>
        public int Start() => 0;

        /// <inheritdoc/>
        public void Read(Reading reading)
        {
            if (!IsUsable(_channel))
            {
                reading.Fail(ChannelFault.Missing);
                return;
            }

            var count = 0;
            for (var i = 0; i < _readings.Length; i++)
            {
                var value = _input.Read(_channel);
                if (value >= 0)
                    _readings[count++] = value;
            }

            if (count == 0)
                reading.Fail(ChannelFault.Missing);
            else
                Classify(_readings, count, reading);
        }

        /// <summary>Judges raw readings, which are sorted on the way.</summary>
        public static void Classify(int[] readings, int count, Reading reading)
        {
            Average.Sort(readings, count);
            var counts = Average.OfMiddleHalf(readings, count);
            reading.Set(counts);
            reading.IsNoiseFree = count >= 8 && readings[0] == readings[count - 1];
            if (counts <= ShortedCounts)
                reading.Fault = ChannelFault.Shorted;
            else if (Average.Spread(readings, count) > FloatingSpreadCounts)
                reading.Fault = ChannelFault.Missing;
            else if (counts >= OpenCounts)
                reading.Fault = ChannelFault.Open;
            else if (counts >= InAirCounts)
                reading.Fault = ChannelFault.InAir;
            else if (counts < WettestCounts)
                reading.Fault = ChannelFault.OutOfRange;
        }
    }
}
