using System;
using System.Threading;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Power;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The only way out of a wake. Whoever comes first goes through; nobody returns.</summary>
    public sealed class WakeDoor
    {
        private const int FallbackSleepSeconds = 900;
        private const int StuckMilliseconds = 60000;

        // Pins of the RTC domain, which can wake the classic ESP32, as bits: 0, 2, 4, 12..15, 25..27, 32..39.
        private const ulong WakingPins = 0xff0e00f015;

        private readonly SleepPlan _plan;
        private int _taken;
        private int _buttonPin = NodeFile.NoPin;

        /// <param name="plan">How long to sleep.</param>
        public WakeDoor(SleepPlan plan) => _plan = plan;

        /// <summary>Lets a press of this button (to ground, external pull-up) end the sleep.</summary>
        public void WakeOn(int buttonPin) => _buttonPin = buttonPin;

        /// <summary>Goes to deep sleep. Does not return.</summary>
        public void Sleep()
        {
            if (Interlocked.CompareExchange(ref _taken, 1, 0) == 0)
            {
                ArmButton();
                if (!ArmTimer(_plan.Milliseconds()) && !ArmTimer(FallbackSleepSeconds * 1000L))
                {
                    // Sleeping without a timer would be for ever; a restart is a new chance.
                    Restart();
                }

                nanoFramework.Hardware.Esp32.Sleep.StartDeepSleep();
            }

            // Sleep begins while this thread waits. Should it not, a restart is better than a chip that stays awake.
            Thread.Sleep(StuckMilliseconds);
            Restart();
            Thread.Sleep(StuckMilliseconds);
        }

        private static void Restart() => nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);

        private static bool ArmTimer(long milliseconds)
        {
            try
            {
                return nanoFramework.Hardware.Esp32.Sleep.EnableWakeupByTimer(TimeSpan.FromMilliseconds(milliseconds)) == EspNativeError.OK;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private void ArmButton()
        {
            var pin = _buttonPin;
            if (pin < 0 || pin > 39 || (WakingPins & (1UL << pin)) == 0)
                return;
            try
            {
                // ext1: works with the RTC peripherals off, so it costs nothing. Where it fails the button works at the next wake.
                nanoFramework.Hardware.Esp32.Sleep.EnableWakeupByMultiPins(
                    (nanoFramework.Hardware.Esp32.Sleep.WakeupGpioPin)(1UL << pin), nanoFramework.Hardware.Esp32.Sleep.WakeupMode.AllLow);
            }
            catch (Exception)
            {
                // NotSupportedException on chips without ext1.
            }
        }
    }
}
