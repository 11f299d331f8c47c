using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Probes;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>A probe that gives what it is told.</summary>
    public sealed class FakeProbe : IProbe
    {
        /// <summary>What <see cref="Start"/> says.</summary>
        public int ConversionMilliseconds { get; set; }

        /// <summary>Its value.</summary>
        public int Value { get; set; }

        /// <summary>Or its fault.</summary>
        public ChannelFault Fault { get; set; }

        /// <summary>Whether its readings were all the same.</summary>
        public bool IsNoiseFree { get; set; }

        /// <inheritdoc/>
        public int Start() => ConversionMilliseconds;

        /// <inheritdoc/>
        public void Read(Reading reading)
        {
            if (Fault == ChannelFault.None)
                reading.Set(Value);
            else
                reading.Fail(Fault);
            reading.IsNoiseFree = IsNoiseFree;
        }
    }
}
