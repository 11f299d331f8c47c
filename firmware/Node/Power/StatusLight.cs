using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Power
{
    /// <summary>The LED: what a technician sees without a telephone.</summary>
    public sealed class StatusLight
    {
        private const int ShortMilliseconds = 120;
        private const int LongMilliseconds = 700;

        private readonly IPins _pins;
        private readonly IPause _pause;
        private readonly int _pin;

        /// <param name="pins">The GPIOs.</param>
        /// <param name="pause">Waits.</param>
        /// <param name="pin">GPIO of the LED, high = on.</param>
        public StatusLight(IPins pins, IPause pause, int pin)
        {
            _pause = pause;
            _pins = pins;
            _pin = pin;
        }

        /// <summary>Lights up briefly: "I am awake".</summary>
        public void Blink() => Flash(ShortMilliseconds);

        /// <summary>Shows the self-test: a long light for each step passed, a short one for each that failed, in the order of the bits.</summary>
        public void Show(int bits, int count)
        {
            for (var bit = 0; bit < count; bit++)
                Flash((bits & (1 << bit)) != 0 ? LongMilliseconds : ShortMilliseconds);
        }

        private void Flash(int milliseconds)
        {
            if (!_pins.Write(_pin, true))
                return;
            _pause.Wait(milliseconds);
            _pins.Write(_pin, false);
            _pause.Wait(ShortMilliseconds * 2);
        }
    }
}
