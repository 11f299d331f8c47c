using System.Diagnostics;
using Jena.SensorNode.Gateway;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.LoadRun.History;

/// <summary>
/// The gateway's own store in this process, on the folder of a gateway that does not run: lays down history as days of receiving would have,
/// a frame of 24 samples every six hours from each node and a settling after each, without their network and their time.
/// </summary>
internal sealed class HistoryMaker : IAsyncDisposable
{
    private const int SamplesPerFrame = 24;
    private const int FramesADay = 4;
    private const long FrameMilliseconds = 6 * 3_600_000;
    private const uint IntervalSeconds = 900;
    private const int AtOnce = 500;

    private readonly WebApplication _host;
    private readonly IReadingStore _store;
    private readonly Dictionary<string, int> _devices;

    public HistoryMaker(string dataDirectory)
    {
        var watch = Stopwatch.StartNew();
        _host = GatewayHost.Create([$"--Gateway:DataDirectory={dataDirectory}", "--Logging:LogLevel:Default=Warning"]);
        _devices = _host.Services.GetRequiredService<INodeDirectory>().All().ToDictionary(device => device.Name, device => device.DeviceId);
        watch.Restart();
        _store = _host.Services.GetRequiredService<IReadingStore>();
        OpeningMilliseconds = watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>What opening the store took: streams and the log are read into memory.</summary>
    public double OpeningMilliseconds { get; }

    /// <summary>Pages of the database in use, in bytes.</summary>
    public long UsedBytes
    {
        get
        {
            using var connection = _host.Services.GetRequiredService<Database>().OpenReader();
            return (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");
        }
    }

    /// <summary>Receives and settles days.</summary>
    /// <param name="nodes">Who sends.</param>
    /// <param name="firstDay">Days before that were made already.</param>
    /// <param name="days">How many.</param>
    /// <param name="begin">When the first sample of day 0 was taken.</param>
    /// <returns>Samples.</returns>
    public async Task<long> ReceiveAsync(IReadOnlyList<LoadNode> nodes, int firstDay, int days, DateTimeOffset begin)
    {
        var settler = _host.Services.GetRequiredService<LogSettler>();
        var before = _store.LastSequence;
        for (var frame = firstDay * FramesADay; frame < (firstDay + days) * FramesADay; frame++)
        {
            foreach (var group in nodes.Index().Chunk(AtOnce))
                await Task.WhenAll(group.Select(node => _store.AppendAsync(Batch(node.Item, node.Index * FrameMilliseconds / nodes.Count, frame, begin))));
            await settler.SettleAsync();
        }

        return _store.LastSequence - before;
    }

    /// <summary>Makes room down to a bound, beside senders who wait for their answers.</summary>
    public async Task<(double Seconds, long WrittenBytes, IReadOnlyList<double> AnswersMilliseconds)> MakeRoomAsync(int megabytes, LoadNode sender)
    {
        var retention = new Retention(
            _host.Services.GetRequiredService<SqliteReadingStore>(), _host.Services.GetRequiredService<DatabaseWriter>(), _host.Services.GetRequiredService<Database>(), new SettlingOptions { MaximumDatabaseMegabytes = megabytes, AlwaysKeepDays = 1 },
            new GatewayTime(TimeProvider.System), NullLogger<Retention>.Instance);
        var own = new ProcessFigures(Environment.ProcessId);
        var (written, watch, answers) = (own.WrittenBytes, Stopwatch.StartNew(), new List<double>());
        var round = Task.Run(() => retention.MakeRoomAsync(long.MaxValue));
        for (var frame = 0; !round.IsCompleted; frame++)
        {
            var sent = Stopwatch.GetTimestamp();
            await _store.AppendAsync(Batch(sender, 0, frame, DateTimeOffset.UtcNow, boot: 1_000_000));
            answers.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            await Task.Delay(5);
        }

        await round;
        return (watch.Elapsed.TotalSeconds, own.WrittenBytes - written, answers);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    private SampleBatch Batch(LoadNode node, long offsetMilliseconds, int frame, DateTimeOffset begin, uint boot = 1)
    {
        var first = (uint)(frame * SamplesPerFrame);
        var start = begin.ToUnixTimeMilliseconds() + offsetMilliseconds;
        var values = new int[SamplesPerFrame * LoadNode.ChannelCount];
        for (var index = 0; index < values.Length; index++)
            values[index] = node.Value(first + (uint)(index / LoadNode.ChannelCount), index % LoadNode.ChannelCount);
        return new SampleBatch
        {
            Stream = new StreamKey(_devices[node.Name], boot, 0),
            FirstCounter = first,
            LayoutId = node.LayoutId,
            BatteryMillivolts = 3600,
            ReceivedUnixMilliseconds = start + ((first + SamplesPerFrame - 1) * IntervalSeconds * 1000L) + 4000 + (first % 977),
            ProvisionalPeriod = 0,
            AgeSeconds = 4,
            DelayBoundMilliseconds = 10_000,
            NodeSeconds = [.. Enumerable.Range(0, SamplesPerFrame).Select(index => 100 + ((first + (uint)index) * IntervalSeconds))],
            TimesUnixMilliseconds = [.. Enumerable.Range(0, SamplesPerFrame).Select(index => start + ((first + index) * IntervalSeconds * 1000L))],
            UncertaintiesMilliseconds = [.. Enumerable.Repeat(600 + (frame % 7), SamplesPerFrame)],
            ChannelCount = LoadNode.ChannelCount,
            Values = values,
            Faults = new byte[values.Length],
        };
    }
}
