using System;
using System.Device.I2c;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>The I²C buses at 100 kHz: probe cables are long, and the few bytes take no time. The status of every transfer is looked at.</summary>
    public sealed class I2cBuses : II2cBus
    {
        /// <inheritdoc/>
        public I2cOutcome Write(int bus, int address, byte[] data)
        {
            try
            {
                using (var device = Open(bus, address))
                {
                    return Judge(device.Write(data), data.Length);
                }
            }
            catch (Exception)
            {
                return I2cOutcome.Failed;
            }
        }

        /// <inheritdoc/>
        public I2cOutcome Read(int bus, int address, byte[] data)
        {
            try
            {
                using (var device = Open(bus, address))
                {
                    return Judge(device.Read(data), data.Length);
                }
            }
            catch (Exception)
            {
                return I2cOutcome.Failed;
            }
        }

        private static I2cDevice Open(int bus, int address)
            => I2cDevice.Create(new I2cConnectionSettings(bus, address, I2cBusSpeed.StandardMode));

        private static I2cOutcome Judge(I2cTransferResult result, int expectedBytes)
        {
            if (result.Status == I2cTransferStatus.FullTransfer && result.BytesTransferred == (uint)expectedBytes)
                return I2cOutcome.Done;
            return result.Status == I2cTransferStatus.SlaveAddressNotAcknowledged ? I2cOutcome.NoAnswer : I2cOutcome.Failed;
        }
    }
}
