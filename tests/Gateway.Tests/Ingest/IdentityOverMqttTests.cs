using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Ingest;

/// <summary>
/// A reflashed node, a clone, a replay, a loss and a restored backup, each over real MQTT into the whole gateway: told apart,
/// shown, and nothing genuine lost or doubled.
/// </summary>
public sealed class IdentityOverMqttTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly TestFolder _data = new();
    private RunningGateway _gateway = null!;
    private RegisteredNode _node = null!;

    // When the node's clock began: its cold start.
    private DateTimeOffset _coldStart = Start;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        _node = await _gateway.AddNodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Counters_that_begin_again_after_a_reflash_open_a_new_life_and_lose_nothing()
    {
        await DaysAsync(3, value: 1000);

        _coldStart = _time.GetUtcNow();
        await DaysAsync(3, value: 3000);

        Assert.Equal([(0, 12), (1, 12)], Lives());
        Assert.Equal([IncidentKind.CountersRestarted], Kinds());
        Assert.Contains("Neuanfänge der Zähler", await NodePageAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Fehlt", await NodePageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_frame_played_again_days_later_changes_nothing_and_is_shown()
    {
        var recorded = Frame(0, 4, 1000);
        await SendAsync(recorded);
        await DaysAsync(2, value: 1000, firstDay: 1);

        for (var time = 0; time < 5; time++)
            await SendAsync(recorded);

        Assert.Equal([(0, 12)], Lives());
        Assert.Equal([IncidentKind.Replay], Kinds());
        Assert.Equal(5, _gateway.Get<IncidentBook>().Total(IncidentKind.Replay));
        Assert.Contains("alte Nachricht kam noch einmal", await NodePageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_repeated_because_its_acknowledgement_got_lost_is_no_replay()
    {
        await DaysAsync(1, value: 1000);
        _time.Advance(TimeSpan.FromHours(6));

        await SendAsync(Frame(0, 4, 1000));

        Assert.Equal([(0, 4)], Lives());
        Assert.Empty(Kinds());
    }

    [Fact]
    public async Task A_copied_flash_sends_beside_its_twin_both_are_kept_and_health_names_them()
    {
        await DaysAsync(2, value: 1000);

        // From here on two boards count on from the same state, in different soil.
        for (uint sample = 8; sample < 14; sample++)
        {
            _time.Advance(TimeSpan.FromHours(6));
            await SendAsync(Frame(sample, 1, 1000));
            await SendAsync(Frame(sample, 1, 3000));
        }

        Assert.Equal([(0, 14), (1, 6)], Lives());
        Assert.Contains(IncidentKind.ClonedNode, Kinds());
        Assert.DoesNotContain(IncidentKind.SamplesMissing, Kinds());
        Assert.Contains(await _gateway.FindingsAsync(), finding => finding.Contains(Topics.NodeName(_node.NodeId), StringComparison.Ordinal) && finding.Contains("senden zwei Geräte", StringComparison.Ordinal));

        // A day after the last of it the alarm is over; the page still tells.
        _time.Advance(TimeSpan.FromHours(25));
        Assert.DoesNotContain(await _gateway.FindingsAsync(), finding => finding.Contains("senden zwei Geräte", StringComparison.Ordinal));
        Assert.Contains("zwei Geräte senden unter einer Nummer", await NodePageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_that_the_node_explains_is_told_and_no_alarm()
    {
        await DaysAsync(1, value: 1000);
        _time.Advance(TimeSpan.FromDays(3));

        await SendAsync(Frame(10, 2, 1000, lost: 6));

        Assert.Empty(Kinds());
        Assert.Contains("6 Messungen in 1 Lücke, zuletzt Start 1, Probe 4 bis 9; alle gingen im Speicher des Knotens verloren", await NodePageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_that_nobody_explains_is_an_alarm_until_the_samples_come()
    {
        _time.Advance(TimeSpan.FromDays(1));
        await SendAsync(Frame(2, 2, 1000));
        _time.Advance(TimeSpan.FromDays(2));
        await SendAsync(Frame(10, 2, 1000, lost: 3));

        Assert.Equal([IncidentKind.SamplesMissing], Kinds());
        Assert.Equal(2, _gateway.Get<IncidentBook>().Total(IncidentKind.SamplesMissing));
        Assert.Contains("8 Messungen in 2 Lücken, zuletzt Start 1, Probe 4 bis 9; 3 gingen im Speicher des Knotens verloren, 5 sind ungeklärt", await NodePageAsync(), StringComparison.Ordinal);
        Assert.Contains(await _gateway.FindingsAsync(), finding => finding.Contains("fehlen Messungen", StringComparison.Ordinal));

        await SendAsync(Frame(0, 2, 1000));
        await SendAsync(Frame(4, 6, 1000));

        Assert.DoesNotContain("Fehlt", await NodePageAsync(), StringComparison.Ordinal);
        Assert.Equal([(0, 12)], Lives());
    }

    [Fact]
    public async Task After_a_restored_backup_the_node_goes_on_and_only_what_the_backup_lacks_is_missing()
    {
        await DaysAsync(1, value: 1000);
        await _gateway.DisposeAsync();
        var database = Path.Combine(_data.Path, "gateway.db");
        File.Copy(database, database + ".backup");
        await StartAsync();
        await DaysAsync(1, value: 1000, firstDay: 1);
        await _gateway.DisposeAsync();
        File.Move(database + ".backup", database, overwrite: true);
        await StartAsync();

        // The third day, and the last frame of the second once more: its acknowledgement had been lost.
        await SendAsync(Frame(4, 4, 1000));
        await DaysAsync(1, value: 1000, firstDay: 2);

        Assert.Equal(12, Lives().Sum(life => life.Samples));
        Assert.Contains(IncidentKind.DatabaseRestored, Kinds());
        Assert.DoesNotContain(IncidentKind.ClonedNode, Kinds());
        Assert.DoesNotContain(IncidentKind.Replay, Kinds());
    }

    // Four samples a day, sent at its end.
    private async Task DaysAsync(uint days, int value, uint firstDay = 0)
    {
        for (var day = firstDay; day < firstDay + days; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await SendAsync(Frame(day * 4, 4, value));
        }
    }

    // A sample every six hours, the node's clock right.
    private byte[] Frame(uint first, int count, int value, uint? lost = null)
    {
        const uint Interval = 21_600;
        var seconds = first * Interval;
        var now = Math.Max((uint)(_time.GetUtcNow() - _coldStart).TotalSeconds, seconds + ((uint)(count - 1) * Interval)) + 1;
        return TestFrames.Encode(
            _node.NodeId, _node.Key, 1, first, seconds, count, Interval, age: now - seconds - ((uint)(count - 1) * Interval), value: value, layout: _node.Layout.Id,
            health: lost is { } samples ? new HealthReport { Mask = HealthReport.HasSamplesLost, SamplesLost = samples } : null);
    }

    private async Task SendAsync(byte[] frame)
    {
        await using var wire = await TestNode.ConnectAsync(_gateway.MqttPort, _node);
        Assert.True((await wire.PublishAsync(frame)).IsSuccess);
    }

    private List<(int Incarnation, int Samples)> Lives() =>
        [.. _gateway.Get<IReadingStore>().Read(_node.DeviceId, 0, long.MaxValue).GroupBy(sample => sample.Identity.Incarnation).OrderBy(life => life.Key).Select(life => (life.Key, life.Count()))];

    private List<IncidentKind> Kinds() => [.. _gateway.Get<IncidentBook>().All.Select(incident => incident.Kind).Distinct().Order()];

    private Task<string> NodePageAsync() => _gateway.PageAsync("knoten/" + Topics.NodeName(_node.NodeId));

    private async Task StartAsync() =>
        _gateway = await RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(_time), dataDirectory: _data.Path);
}
