using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

/// <summary>The ingest over a real store, with a clock and a registry that the test turns.</summary>
internal sealed class IngestUnderTest : IAsyncDisposable
{
    public const uint Node = 42;
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];
    private readonly StoreUnderTest _store = new();

    public IngestUnderTest() => Begin();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeDirectory Directory { get; } = new();

    public FrameIngest Ingest { get; private set; } = null!;

    public IncidentBook Incidents { get; private set; } = null!;

    public Jena.SensorNode.Gateway.Readings.IReadingStore Store => _store.Store;

    public StoreUnderTest Parts => _store;

    /// <summary>Starts again on the same data, as after a power cut.</summary>
    public async Task RestartAsync()
    {
        Ingest.Dispose();
        await _store.ReopenAsync();
        Begin();
    }

    public ValueTask<IngestResult> SendAsync(uint boot, uint first, uint seconds, int count = 1, int value = 2000, uint age = 1, int? bound = 10_000, byte[]? key = null) =>
        Ingest.AcceptAsync(TestFrames.Encode(Node, key ?? Key, boot, first, seconds, count, value: value, age: age), Node, bound, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Ingest.Dispose();
        await _store.DisposeAsync();
    }

    private void Begin()
    {
        var clock = new GatewayClock(Time, new TestSynchronisation(Synchronisation.Unknown), new TimingOptions { Clock = ClockPolicy.Always }, 0, 1);
        Incidents = new IncidentBook(clock);
        Ingest = new FrameIngest(Directory, Directory, Store, clock, new TimeRepair(Store), Incidents, new RefusedFrames(_store.Writer));
    }

    internal sealed class FakeDirectory : INodeDirectory, INodeReports
    {
        public NodeKeys Keys { get; set; } = new(1, Node, Key, null, IsRetired: false);

        /// <summary>Keys of further nodes.</summary>
        public Dictionary<uint, NodeKeys> Others { get; } = [];

        /// <summary>Foreign sensors by EUI.</summary>
        public Dictionary<string, DeviceDescription> Foreign { get; } = [];

        public int Reports { get; private set; }

        public bool KeyConfirmed { get; private set; }

        public event Action? Changed
        {
            add { }
            remove { }
        }

        public NodeKeys? Find(uint nodeId) => nodeId == Node ? Keys : Others.GetValueOrDefault(nodeId);

        public DeviceDescription? Describe(int deviceId) => null;

        public DeviceDescription? DescribeAt(int deviceId, DateTimeOffset instant, int? layoutId = null) => null;

        public DeviceDescription? FindForeign(string eui) => Foreign.GetValueOrDefault(eui);

        public IReadOnlyList<DeviceDescription> All() => [];

        public void Record(in NodeReport report) => Reports++;

        public NodeStatus? Status(int deviceId) => null;

        public void ConfirmKey(uint nodeId) => KeyConfirmed = true;
    }
}
