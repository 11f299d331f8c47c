using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Tests.Operation;
using SQLitePCL;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>
/// The power fails before every single commit of settling, removing, thinning and dropping: the files as they lie on the disk
/// at that moment are put aside, opened as after a power cut, and judged.
/// </summary>
public sealed class CutEverywhereTests : IAsyncDisposable
{
    private const long Midnight = TestBatches.Start / BlockId.DayMilliseconds * BlockId.DayMilliseconds;
    private const int Devices = 60;
    private const int SamplesEach = 120;

    private StoreUnderTest _store = new();
    private readonly TestFolder _cuts = new();
    private readonly List<string> _files = [];
    private readonly HashSet<SampleIdentity> _acknowledged = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _cuts.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public async Task Settling_and_removing_lose_and_double_nothing_wherever_they_are_cut(int? perWrite)
    {
        await _store.DisposeAsync();
        _store = new StoreUnderTest(perWrite: perWrite);
        await FeedAsync();
        await CutBeforeEveryCommitAsync();
        await _store.Settler.SettleAsync(Cancellation);
        // Something live in the log, so that it is not emptied as a whole.
        await _store.Store.AppendAsync(TestBatches.Make(device: 1, first: SamplesEach, start: Midnight), Cancellation);
        var settling = _store.Settler.SettleAsync(Cancellation);
        for (var device = 2; device <= 40; device++)
            await _store.Store.AppendAsync(TestBatches.Make(device: device, first: SamplesEach, count: 3, start: Midnight), Cancellation);
        await settling;
        await _store.Settler.SettleAsync(Cancellation);

        Assert.True(_files.Count > 40, $"only {_files.Count} commits");
        foreach (var file in _files)
        {
            var stored = StoredFile.Samples(file).Select(sample => sample.Identity).ToList();
            Assert.Equal(stored.Count, stored.Distinct().Count());
            Assert.Superset(_acknowledged, stored.ToHashSet());
            await using var store = new StoreUnderTest(file, perWrite: perWrite);
            // In order of commit, everything once, whether it is in blocks or in the log; and every repeat falls out.
            var followed = new List<Sample>();
            for (var next = store.Store.ReadAfter(0, 5000); next.Count > 0; next = store.Store.ReadAfter(followed[^1].Sequence, 5000))
                followed.AddRange(next);
            Assert.Equal(stored.Count, followed.Count);
            Assert.Equal(followed.Select(sample => sample.Sequence).Distinct().Order(), followed.Select(sample => sample.Sequence));
            Assert.Equal(0, await store.Store.AppendAsync(TestBatches.Make(device: 7, first: 0, count: 60, start: Midnight), Cancellation));
            Assert.Equal(followed[^1].Sequence, store.Store.LastSequence);
            await store.Settler.SettleAsync(Cancellation);
            var settled = StoredFile.Samples(store.Path).Select(sample => sample.Identity).ToList();
            Assert.Equal(stored.OrderBy(sample => (sample.DeviceId, sample.Counter)), settled.OrderBy(sample => (sample.DeviceId, sample.Counter)));
        }
    }

    [Fact]
    public async Task Thinning_and_dropping_leave_exact_hours_and_never_a_part_of_a_device_wherever_they_are_cut()
    {
        await FeedAsync();
        await _store.Settler.SettleAsync(Cancellation);
        var day = BlockId.DayOf(Midnight);
        var whole = _store.Store.Read(1, Midnight, Midnight + BlockId.DayMilliseconds).ToList();
        await CutBeforeEveryCommitAsync();
        var retention = _store.Retention();
        // Several writes a day.
        retention.SamplesPerWrite = 1000;
        await retention.ThinAsync(day, long.MaxValue, Cancellation);
        var thinned = _files.Count;
        await _store.Retention().DropAsync(day, long.MaxValue, Cancellation);

        Assert.True(thinned >= 5 && _files.Count >= thinned + 2, $"{thinned} of {_files.Count} commits");
        foreach (var (file, index) in _files.Select((file, index) => (file, index)))
        {
            await using var store = new StoreUnderTest(file);
            for (var device = 1; device <= Devices; device++)
            {
                var left = store.Store.Read(device, Midnight, Midnight + BlockId.DayMilliseconds).Count();
                var hours = store.Store.ThinnedHours(device, Midnight, Midnight + BlockId.DayMilliseconds);
                if (left == whole.Count)
                    Assert.Empty(hours);
                else if (left == 24)
                    Assert.Equal(whole.Count, hours.Sum(hour => hour.Channels[1].Count));
                else
                    Assert.True(left == 0 && index >= thinned, $"{left} samples of device {device} are left after commit {index}");
            }

            // Done again from here, it ends as it would have.
            if (index >= thinned)
                continue;
            await store.Retention().ThinAsync(day, long.MaxValue, Cancellation);
            Assert.Equal(whole.Count, store.Store.ThinnedHours(3, 0, long.MaxValue).Sum(hour => hour.Channels[1].Count));
            Assert.Equal(24, store.Store.Read(3, Midnight, Midnight + BlockId.DayMilliseconds).Count());
        }
    }

    [Fact]
    public async Task New_times_lose_and_double_nothing_wherever_they_are_cut()
    {
        const long Ahead = 900 * BlockId.DayMilliseconds;
        await FeedAsync();
        await _store.Settler.SettleAsync(Cancellation);
        for (var round = 0; round < 3; round++)
        {
            foreach (var device in Enumerable.Range(1, Devices))
                await _store.Store.AppendAsync(TestBatches.Make(device: device, first: (uint)(SamplesEach + (round * 10)), count: 10, start: Midnight + Ahead), Cancellation);
            if (round < 2)
                await _store.Settler.SettleAsync(Cancellation);
        }

        _acknowledged.UnionWith(Enumerable.Range(1, Devices).SelectMany(device => Enumerable.Range(SamplesEach, 30).Select(counter => new SampleIdentity(device, 1, 0, (uint)counter))));
        await CutBeforeEveryCommitAsync();
        await RedateAsync(_store);

        Assert.InRange(_files.Count, 3, 100);
        foreach (var file in _files)
        {
            await using var store = new StoreUnderTest(file);
            // What was done is done, the rest is found again.
            await RedateAsync(store);
            var followed = store.Store.ReadAfter(0, 100_000);
            Assert.True(_acknowledged.SetEquals(followed.Select(sample => sample.Identity)));
            Assert.Equal(Enumerable.Range(1, _acknowledged.Count).Select(sequence => (long)sequence), followed.Select(sample => sample.Sequence));
            Assert.All(followed, sample => Assert.Equal(Midnight + (sample.Identity.Counter * 900_000L), sample.TimeUnixMilliseconds));
            Assert.Equal(_acknowledged.Count, StoredFile.Samples(file).Count);
        }

        Task<int> RedateAsync(StoreUnderTest store) => store.Store.RepairTimesAsync(
            samples => samples.Select(row => new RepairedTime(row.Sample.Sequence, row.Sample.TimeUnixMilliseconds - Ahead, 1, row.Sample.ReceivedUnixMilliseconds - Ahead, IsArrivalKnown: true)),
            Midnight + (Ahead / 2),
            Cancellation);
    }

    private async Task FeedAsync()
    {
        for (uint first = 0; first < SamplesEach; first += 40)
            await Task.WhenAll(Enumerable.Range(1, Devices).Select(device => _store.Store.AppendAsync(TestBatches.Make(device: device, first: first, count: 40, start: Midnight), Cancellation)));
        for (var device = 1; device <= Devices; device++)
            _acknowledged.UnionWith(Enumerable.Range(0, SamplesEach).Select(counter => new SampleIdentity(device, 1, 0, (uint)counter)));
    }

    private Task CutBeforeEveryCommitAsync() => _store.Writer.WriteAsync(
        connection => raw.sqlite3_commit_hook(
            connection.Handle,
            _ =>
            {
                var copy = _cuts.File($"cut-{_files.Count}.db");
                File.Copy(_store.Path, copy);
                File.Copy(_store.Path + "-wal", copy + "-wal");
                _files.Add(copy);
                return 0;
            },
            null),
        Cancellation);
}
