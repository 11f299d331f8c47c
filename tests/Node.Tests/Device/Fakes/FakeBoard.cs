using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Power;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Storage;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>A board whose flash, clock and radio outlive its wakes; one capacitive probe on channel 4, battery on channel 7.</summary>
    public sealed class FakeBoard : IBoard, IPins
    {
        private const int BootMilliseconds = 1000;

        private readonly FakePause _pause;
        private int _random;

        /// <summary>A provisioned node before its first start.</summary>
        public FakeBoard()
        {
            _pause = new FakePause(WallClock);
            WallClock.Sleep(0, BootMilliseconds);
            Converter.Set(4, 2000);
            Converter.Set(7, 2400);
            Node.NodeId = 42;
            Node.Key = new byte[32];
            Node.BootFloor = 1;
            Node.ButtonPin = 27;
            Node.Battery = new BatterySource { Kind = BatterySource.AdcDivider, Channel = 7, RatioThousandths = 2000 };
            Node.Settings.GatewayHost = "10.0.0.1";
            Node.Settings.Layout = new ProbeLayout
            {
                Id = 3,
                Channels = new[] { new ProbeChannel { Kind = ChannelKind.SoilMoistureAdc, DepthCentimeters = 30, Wiring = new byte[] { 4 } } },
            };
        }

        /// <summary>Its file.</summary>
        public NodeFile Node { get; } = new NodeFile();

        /// <summary>Its flash.</summary>
        public FakeFlash Storage { get; } = new FakeFlash();

        /// <summary>Its clocks.</summary>
        public FakeClock WallClock { get; } = new FakeClock();

        /// <summary>Its converter.</summary>
        public FakeAnalog Converter { get; } = new FakeAnalog();

        /// <summary>Its station.</summary>
        public FakeRadio Station { get; } = new FakeRadio();

        /// <summary>Its gateway.</summary>
        public FakeGateway Peer { get; } = new FakeGateway();

        /// <summary>True while somebody holds the button.</summary>
        public bool IsButtonHeld { get; set; }

        /// <summary>Sleep that the last wake planned, ms.</summary>
        public long PlannedMilliseconds { get; private set; }

        /// <summary>Time that the last wake took, boot included, ms.</summary>
        public long AwakeMilliseconds { get; private set; }

        /// <summary>The deadline of the last wake.</summary>
        public int LimitMilliseconds { get; private set; }

        /// <inheritdoc/>
        public byte Reason { get; private set; } = WakeReason.PowerOn;

        /// <inheritdoc/>
        public IFlash Flash => Storage;

        /// <inheritdoc/>
        public IPins Pins => this;

        /// <inheritdoc/>
        public IAnalogInput Analog => Converter;

        /// <inheritdoc/>
        public II2cBus I2c { get; } = new FakeI2c();

        /// <inheritdoc/>
        public IOneWireBus OneWire { get; } = new FakeOneWire();

        /// <inheritdoc/>
        public IPause Pause => _pause;

        /// <inheritdoc/>
        public IRadio Radio => Station;

        /// <inheritdoc/>
        public IGateway Gateway => Peer;

        /// <inheritdoc/>
        public int FreeHeapBytes => 60000;

        /// <summary>Runs the present wake and sleeps until the next.</summary>
        /// <returns>True where the wake ended by itself.</returns>
        public bool Wake()
        {
            var plan = new SleepPlan();
            var ended = true;
            try
            {
                new NodeCycle(this, Node, new NodeClock(WallClock), plan).Run();
            }
            catch (PowerCutException)
            {
                ended = false;
            }

            PlannedMilliseconds = plan.Milliseconds();
            AwakeMilliseconds = WallClock.TickMilliseconds;
            Storage.Restore();
            if (ended)
                Start(WakeReason.Timer, PlannedMilliseconds);
            else
                LosePower();
            return ended;
        }

        /// <summary>Runs wakes for a time.</summary>
        public void WakeFor(long seconds)
        {
            for (var end = WallClock.UtcMilliseconds + (seconds * 1000); WallClock.UtcMilliseconds < end;)
                Wake();
        }

        /// <summary>The battery was out: a cold start, and the clock begins in 1970.</summary>
        public void LosePower()
        {
            WallClock.UtcMilliseconds = 0;
            Start(WakeReason.PowerOn, 0);
        }

        /// <summary>What is on flash.</summary>
        public NodeState State()
        {
            var state = new NodeState();
            new StateStore(Storage).Load(state);
            return state;
        }

        /// <summary>Node seconds of the newest sample on flash.</summary>
        public uint LastSampleSeconds() => new SampleJournal(Storage, State().Journal, State().Boot).Last.Seconds;

        /// <inheritdoc/>
        public int Random(int limit) => (_random = (_random * 1103515245 + 12345) & 0x7fffffff) % limit;

        /// <inheritdoc/>
        public void LimitWakeTo(int milliseconds) => LimitMilliseconds = milliseconds;

        /// <inheritdoc/>
        public bool Write(int pin, bool high) => true;

        /// <inheritdoc/>
        public bool IsPressed(int pin) => IsButtonHeld;

        private void Start(byte reason, long sleepMilliseconds)
        {
            Reason = reason;
            WallClock.Sleep(sleepMilliseconds, BootMilliseconds);
            Station.Boot();
        }
    }
}
