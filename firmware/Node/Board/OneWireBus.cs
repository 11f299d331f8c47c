using System;
using Jena.SensorNode.Node.Probes;
using nanoFramework.Device.OneWire;
using nanoFramework.Hardware.Esp32;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>
    /// The 1-Wire bus. The firmware drives it through UART 2, so both of its pins have to be set before the host is made, and only one
    /// host may exist. Where it cannot be made, the bus reads as ones: missing devices.
    /// </summary>
    public sealed class OneWireBus : IOneWireBus, IDisposable
    {
        private const int ReceivePin = 16;
        private const int TransmitPin = 17;
        private OneWireHost? _host;

        /// <summary>Takes the pins.</summary>
        public OneWireBus()
        {
            try
            {
                Configuration.SetPinFunction(ReceivePin, DeviceFunction.COM3_RX);
                Configuration.SetPinFunction(TransmitPin, DeviceFunction.COM3_TX);
                _host = new OneWireHost();
            }
            catch (Exception)
            {
                _host = null;
            }
        }

        /// <inheritdoc/>
        public bool Reset()
        {
            try
            {
                return _host != null && _host.TouchReset();
            }
            catch (Exception)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public void Write(byte value)
        {
            try
            {
                if (_host != null)
                    _host.WriteByte(value);
            }
            catch (Exception)
            {
                // The checksum of what is read tells.
            }
        }

        /// <inheritdoc/>
        public byte Read()
        {
            try
            {
                return _host == null ? (byte)0xff : _host.ReadByte();
            }
            catch (Exception)
            {
                return 0xff;
            }
        }

        /// <summary>Frees the UART.</summary>
        public void Dispose()
        {
            _host?.Dispose();
            _host = null;
        }
    }
}
