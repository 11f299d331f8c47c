using System;
using System.Device.Adc;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The chip's converter: 12 bits, 12 dB, raw. A channel is opened once in a wake.</summary>
    public sealed class AdcInput : IAnalogInput
    {
        private AdcController? _controller;
        private AdcChannel? _channel;
        private int _opened = -1;

        /// <inheritdoc/>
        public int Read(int channel)
        {
            try
            {
                if (_channel == null || _opened != channel)
                {
                    Close();
                    _controller ??= new AdcController();
                    _channel = _controller.OpenChannel(channel);
                    _opened = channel;
                }

                return _channel.ReadValue();
            }
            catch (Exception)
            {
                // A channel that does not exist or that WiFi occupies: plain Exception, no code to tell them apart.
                return -1;
            }
        }

        /// <summary>Closes the channel.</summary>
        public void Close()
        {
            _channel?.Dispose();
            _channel = null;
            _opened = -1;
        }
    }
}
