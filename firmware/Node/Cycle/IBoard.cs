using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>Everything of the chip that a wake uses, so that whole wakes can be tested without one.</summary>
    public interface IBoard
    {
        /// <summary>Why this wake began: one of <see cref="WakeReason"/>.</summary>
        byte Reason { get; }

        /// <summary>The node's files.</summary>
        IFlash Flash { get; }

        /// <summary>The GPIOs.</summary>
        IPins Pins { get; }

        /// <summary>The converter.</summary>
        IAnalogInput Analog { get; }

        /// <summary>The I²C buses.</summary>
        II2cBus I2c { get; }

        /// <summary>The 1-Wire bus; taken when first asked for.</summary>
        IOneWireBus OneWire { get; }

        /// <summary>Waiting.</summary>
        IPause Pause { get; }

        /// <summary>The WiFi station.</summary>
        IRadio Radio { get; }

        /// <summary>The gateway over the network.</summary>
        IGateway Gateway { get; }

        /// <summary>Free managed heap, bytes.</summary>
        int FreeHeapBytes { get; }

        /// <summary>A random number, 0 or more and below <paramref name="limit"/>.</summary>
        int Random(int limit);

        /// <summary>Sets the longest time that this wake may take, counted from its start.</summary>
        void LimitWakeTo(int milliseconds);
    }
}
