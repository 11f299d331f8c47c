using System;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Uplink;
using nanoFramework.Hardware.Esp32;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The chip.</summary>
    internal sealed class Esp32Board : IBoard
    {
        private readonly DeadlineGuard _guard;
        private readonly Random _random = new Random();
        private OneWireBus? _oneWire;

        internal Esp32Board(IFlash flash, DeadlineGuard guard)
        {
            Flash = flash;
            _guard = guard;
            Reason = ReasonOf(Sleep.GetWakeupCause());
        }

        /// <inheritdoc/>
        public byte Reason { get; }

        /// <inheritdoc/>
        public IFlash Flash { get; }

        /// <inheritdoc/>
        public IPins Pins { get; } = new Pins();

        /// <inheritdoc/>
        public IAnalogInput Analog { get; } = new AdcInput();

        /// <inheritdoc/>
        public II2cBus I2c { get; } = new I2cBuses();

        /// <inheritdoc/>
        public IOneWireBus OneWire => _oneWire ??= new OneWireBus();

        /// <inheritdoc/>
        public IPause Pause { get; } = new ThreadPause();

        /// <inheritdoc/>
        public IRadio Radio { get; } = new WifiRadio();

        /// <inheritdoc/>
        public IGateway Gateway { get; } = new MqttGateway();

        /// <inheritdoc/>
        public int FreeHeapBytes => (int)(long)nanoFramework.Runtime.Native.GC.Run(false);

        /// <inheritdoc/>
        public int Random(int limit) => _random.Next(limit);

        /// <inheritdoc/>
        public void LimitWakeTo(int milliseconds) => _guard.LimitTo(milliseconds);

        private static byte ReasonOf(Sleep.WakeupCause cause)
        {
            switch (cause)
            {
                case Sleep.WakeupCause.Undefined:
                    return WakeReason.PowerOn;
                case Sleep.WakeupCause.Timer:
                    return WakeReason.Timer;
                case Sleep.WakeupCause.Ext0:
                case Sleep.WakeupCause.Ext1:
                    return WakeReason.Button;
                default:
                    return WakeReason.Other;
            }
        }
    }
}
