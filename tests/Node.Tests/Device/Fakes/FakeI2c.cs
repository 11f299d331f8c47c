using System;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>One device on the bus, which gives its answers one after the other, the last one again and again.</summary>
    public sealed class FakeI2c : II2cBus
    {
        private readonly byte[][] _answers;
        private int _next;

        /// <summary>A device with these answers.</summary>
        public FakeI2c(params byte[][] answers) => _answers = answers;

        /// <summary>What becomes of a write.</summary>
        public I2cOutcome WriteOutcome { get; set; }

        /// <summary>What becomes of a read; the buffer stays as it was unless it is done.</summary>
        public I2cOutcome ReadOutcome { get; set; }

        /// <summary>The bytes written last.</summary>
        public byte[] Written { get; private set; } = new byte[0];

        /// <summary>Writes so far.</summary>
        public int Writes { get; private set; }

        /// <inheritdoc/>
        public I2cOutcome Write(int bus, int address, byte[] data)
        {
            Written = data;
            Writes++;
            return WriteOutcome;
        }

        /// <inheritdoc/>
        public I2cOutcome Read(int bus, int address, byte[] data)
        {
            if (ReadOutcome != I2cOutcome.Done || _answers.Length == 0)
                return ReadOutcome == I2cOutcome.Done ? I2cOutcome.NoAnswer : ReadOutcome;
            var answer = _answers[_next];
            if (_next < _answers.Length - 1)
                _next++;
            Array.Copy(answer, 0, data, 0, data.Length);
            return I2cOutcome.Done;
        }
    }
}
