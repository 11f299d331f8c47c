using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>Readers beside the writer while the log settles without a pause: each sees what was acknowledged before it asked, and each sample once.</summary>
public sealed class BesideTests : IAsyncDisposable
{
    private const int Devices = 6;
    private const int Rounds = 150;

    private readonly StoreUnderTest _store = new();
    private readonly int[] _acknowledged = new int[Devices + 1];
    private readonly ConcurrentQueue<string> _complaints = new();
    private volatile bool _isOver;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task No_reader_misses_what_was_acknowledged_or_sees_it_twice()
    {
        Task[] others = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(ReadRanges, Cancellation)), Task.Run(Follow, Cancellation), Task.Run(ReadRecent, Cancellation), Task.Run(SettleAsync, Cancellation)];
        await Task.WhenAll(Enumerable.Range(1, Devices).Select(device => Task.Run(() => SendAsync(device), Cancellation)));
        _isOver = true;
        await Task.WhenAll(others);

        Assert.Empty(_complaints.Take(5));
        Assert.Equal(Devices * Rounds * 7, _store.Store.LastSequence);
    }

    private async Task SendAsync(int device)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await _store.Store.AppendAsync(TestBatches.Make(device: device, first: (uint)(round * 7), count: 7), Cancellation);
            Volatile.Write(ref _acknowledged[device], (round + 1) * 7);
        }
    }

    private async Task SettleAsync()
    {
        while (!_isOver)
            await _store.Settler.SettleAsync(Cancellation);
    }

    private void ReadRanges()
    {
        while (!_isOver)
        {
            for (var device = 1; device <= Devices; device++)
            {
                var known = Volatile.Read(ref _acknowledged[device]);
                var read = _store.Store.Read(device, long.MinValue, long.MaxValue).Select(sample => sample.Identity.Counter).ToList();
                if (read.Count < known || !read.SequenceEqual(Enumerable.Range(0, read.Count).Select(counter => (uint)counter)))
                    _complaints.Enqueue($"device {device}: {known} acknowledged, {read.Count} read, {read.Distinct().Count()} different");
                if (known > 0 && _store.Store.Find(new SampleIdentity(device, 1, 0, (uint)(known - 1))) is null)
                    _complaints.Enqueue($"device {device}: sample {known - 1} is not found");
                if (known > 0 && _store.Store.Latest(device)?.Identity.Counter < known - 1)
                    _complaints.Enqueue($"device {device}: sample {known - 1} is newer than the latest");
            }
        }
    }

    private void ReadRecent()
    {
        while (!_isOver)
        {
            for (var device = 1; device <= Devices; device++)
            {
                var known = Volatile.Read(ref _acknowledged[device]);
                var read = _store.Store.Recent(device, 50).Select(sample => sample.Identity.Counter).ToList();
                if (read.Count < Math.Min(known, 50) || (read.Count > 0 && (read[^1] + 1 < known || !read.SequenceEqual(Enumerable.Range(0, read.Count).Select(index => read[0] + (uint)index)))))
                    _complaints.Enqueue($"device {device}: {known} acknowledged, recent {string.Join(",", read)}");
            }
        }
    }

    private void Follow()
    {
        var cursor = 0L;
        var random = new Random(5);
        while (!_isOver || cursor < _store.Store.LastSequence)
        {
            var last = _store.Store.LastSequence;
            var next = _store.Store.ReadAfter(cursor, 1 + random.Next(300));
            if (next.Count == 0 && cursor < last)
                _complaints.Enqueue($"nothing after {cursor}, though {last} is committed");
            foreach (var sample in next)
            {
                if (sample.Sequence != cursor + 1)
                    _complaints.Enqueue($"{sample.Sequence} comes after {cursor}");
                cursor = sample.Sequence;
            }
        }
    }
}
