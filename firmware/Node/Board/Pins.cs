using System;
using System.Device.Gpio;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The few GPIOs of the node: probe supply, LED, button. A pin that cannot be opened is a fault of the wiring, not of the wake.</summary>
    public sealed class Pins : IDisposable
    {
        private readonly GpioController _controller = new GpioController();

        /// <summary>Drives an output.</summary>
        /// <returns>False where the pin cannot be driven.</returns>
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

        /// <summary>True while a button to ground is pressed; false where there is none.</summary>
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

        /// <summary>Closes all pins.</summary>
        public void Dispose() => _controller.Dispose();
    }
}
