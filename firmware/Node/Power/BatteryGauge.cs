using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Power
{
    /// <summary>Battery voltage, by a divider on the converter or by a MAX1704x (the stock driver ignores the status of the bus).</summary>
    public static class BatteryGauge
    {
        private const int Readings = 16;
        private const int MaximumMillivolts = 6000;
        private const int MinimumMillivolts = 500;
        private const byte CellVoltageRegister = 0x02;

        /// <summary>Battery in mV; 0 where it is not measured or the measurement is not believable.</summary>
        public static int Millivolts(BatterySource source, IAnalogInput analog, II2cBus i2c)
        {
            var millivolts = source.Kind == BatterySource.AdcDivider ? ByDivider(source, analog)
                : source.Kind == BatterySource.Max1704x ? ByGauge(source, i2c)
                : 0;
            return millivolts < MinimumMillivolts || millivolts > MaximumMillivolts ? 0 : millivolts;
        }

        /// <summary>
        /// Millivolts at the pin for raw counts: Espressif's characteristic line for 12 dB at the nominal reference of 1100 mV
        /// (142 mV + 0.8056 mV a count), good below 2450 mV. The ratio in provisioning takes in what a chip differs.
        /// </summary>
        public static int PinMillivolts(int counts) => counts <= 0 ? 0 : 142 + (((counts * 8056) + 5000) / 10000);

        /// <summary>Millivolts for the gauge's register: 78.125 µV a step.</summary>
        public static int CellMillivolts(int register) => register == 0xffff ? 0 : ((register * 5) + 32) / 64;

        private static int ByDivider(BatterySource source, IAnalogInput analog)
        {
            if (!CapacitiveProbe.IsUsable(source.Channel))
                return 0;
            var readings = new int[Readings];
            for (var i = 0; i < Readings; i++)
            {
                readings[i] = analog.Read(source.Channel);
                if (readings[i] < 0)
                    return 0;
            }

            Average.Sort(readings, Readings);
            return (PinMillivolts(Average.OfMiddleHalf(readings, Readings)) * source.RatioThousandths) / 1000;
        }

        private static int ByGauge(BatterySource source, II2cBus i2c)
        {
            var answer = new byte[2];
            var good = i2c.Write(source.Channel, source.Address, new[] { CellVoltageRegister }) == I2cOutcome.Done
                && i2c.Read(source.Channel, source.Address, answer) == I2cOutcome.Done;
            return good ? CellMillivolts((answer[0] << 8) | answer[1]) : 0;
        }
    }
}
