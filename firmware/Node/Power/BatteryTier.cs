using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Power
{
    /// <summary>What the node does less of as its battery declines (FRAME.md 5.2, tag 5).</summary>
    public static class BatteryTier
    {
        /// <summary>Everything at the rates of the settings.</summary>
        public const byte Full = 0;

        /// <summary>Sampling and sending at half the rate.</summary>
        public const byte Half = 1;

        /// <summary>At an eighth of the rate.</summary>
        public const byte Eighth = 2;

        /// <summary>One frame a day, probes stay off.</summary>
        public const byte Heartbeat = 3;

        private const int HysteresisMillivolts = 50;

        /// <summary>
        /// What the radio may take from the voltage: it runs since before <c>Main</c> on sending wakes, some 110 mA more over up to 1 Ω of an
        /// old battery. The tiers are about charge, and a flat curve holds a lot of it in these millivolts; so a wake without the radio decides.
        /// </summary>
        private const int RadioSagMillivolts = 100;

        private const uint DaySeconds = 86400;

        /// <summary>Tier for a battery voltage.</summary>
        /// <param name="millivolts">Measured before the probes load it; 0 = not measured, which leaves the tier as it is.</param>
        /// <param name="isRadioOn">True where the radio loads it.</param>
        /// <param name="present">Tier in force; it is left upwards only 50 mV above its limit, so that a cold night does not make it flutter.</param>
        /// <param name="settings">The limits.</param>
        public static byte For(int millivolts, bool isRadioOn, byte present, NodeSettings settings)
        {
            if (millivolts == 0)
                return present;
            var falling = Below(isRadioOn ? millivolts + RadioSagMillivolts : millivolts, settings);
            var rising = Below(millivolts - HysteresisMillivolts, settings);
            if (falling >= present)
                return falling;
            return rising < present ? rising : present;
        }

        /// <summary>An interval of the settings as the tier stretches it, s.</summary>
        public static uint Stretch(uint intervalSeconds, byte tier)
        {
            switch (tier)
            {
                case Full:
                    return intervalSeconds;
                case Half:
                    return intervalSeconds * 2;
                case Eighth:
                    return intervalSeconds * 8;
                default:
                    return DaySeconds;
            }
        }

        private static byte Below(int millivolts, NodeSettings settings)
        {
            if (millivolts < settings.HeartbeatBelowMillivolts)
                return Heartbeat;
            if (millivolts < settings.EighthRateBelowMillivolts)
                return Eighth;
            return millivolts < settings.HalfRateBelowMillivolts ? Half : Full;
        }
    }
}
