using System;
using System.Device.Gpio;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The GPIOs of the chip. A pin that cannot be opened is a fault of the wiring, not of the wake.</summary>
    public sealed class Pins : IPins, IDisposable
    {
        private readonly GpioController _controller = new GpioController();

        /// <inheritdoc/>
        public bool Write(int pin, bool high)
        {
            if (pin == NodeFile.NoPin)
                return false;
            try
            {
                if (!_controller.IsPinOpen(pin))
                    _controller.OpenPin(pin, PinMode.Output);
                _controller.Write(pin, high ? PinValue.High : PinValue.Low);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public bool IsPressed(int pin)
        {
            if (pin == NodeFile.NoPin)
                return false;
            try
            {
                if (!_controller.IsPinOpen(pin))
                    _controller.OpenPin(pin, PinMode.InputPullUp);
                return _controller.Read(pin) == PinValue.Low;
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <summary>Closes the pins. The node leaves that to the end of the wake: until then a switch must not float.</summary>
        public void Dispose() => _controller.Dispose();
    }
}
