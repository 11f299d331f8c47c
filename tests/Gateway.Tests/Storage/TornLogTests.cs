using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Tests.Readings;

namespace Jena.SensorNode.Gateway.Tests.Storage;

/// <summary>
/// The card lost the end of the write-ahead log, or a sector in it: what was committed in front of that is there, once, and the database
/// opens without repair.
/// </summary>
public sealed class TornLogTests : IAsyncDisposable
{
    private const int Batches = 60;
    private const int SectorBytes = 512;

    private readonly StoreUnderTest _store = new();
    private readonly TestFolder _copies = new();
    private readonly List<(long WalLength, int Samples)> _commits = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _copies.Dispose();
    }

    public enum Damage
    {
        Lost,
        Garbage,
        SectorOfZeros,
    }

    [Theory]
    [InlineData(Damage.Lost)]
    [InlineData(Damage.Garbage)]
    [InlineData(Damage.SectorOfZeros)]
    public async Task Every_commit_in_front_of_the_damage_is_there_once_and_the_rest_is_taken_again(Damage damage)
    {
        await LiveAsync();
        var (database, wal) = (await File.ReadAllBytesAsync(_store.Path, Cancellation), await ReadWalAsync());
        Assert.InRange(wal.Length, 100_000, 4_000_000);
        var random = new Random((int)damage);

        for (var cut = 0; cut < 40; cut++)
        {
            // At any byte, at the end of a commit, and just before and behind it.
            var at = cut % 2 == 0 ? random.Next(wal.Length) : Math.Clamp((int)_commits[random.Next(_commits.Count)].WalLength + random.Next(-1, 2), 0, wal.Length);
            if (damage == Damage.SectorOfZeros)
                at = at / SectorBytes * SectorBytes;
            var path = _copies.File($"{cut}.db");
            await File.WriteAllBytesAsync(path, database, Cancellation);
            await File.WriteAllBytesAsync(path + "-wal", Damaged(wal, at, damage, random), Cancellation);

            await using var store = new StoreUnderTest(path);

            var committed = _commits.Where(commit => commit.WalLength <= at).Select(commit => commit.Samples).DefaultIfEmpty().Max();
            var found = StoredFile.Samples(path);
            Assert.Equal(found.Count, found.DistinctBy(sample => sample.Identity).Count());
            Assert.True(found.Count >= committed, $"{committed} samples were committed before byte {at}, {found.Count} are there");
            var followed = store.Store.ReadAfter(0, 100_000);
            Assert.Equal(Enumerable.Range(1, found.Count).Select(sequence => (long)sequence), followed.Select(sample => sample.Sequence));
            // The nodes send again what they got no answer for.
            var taken = 0;
            for (var batch = 0; batch < Batches; batch++)
                taken += await store.Store.AppendAsync(Batch(batch), Cancellation);
            Assert.Equal(Batches * 20, found.Count + taken);
            await store.ReopenAsync();
            Assert.Equal(Batches * 20, store.Store.ReadAfter(0, 100_000).DistinctBy(sample => sample.Identity).Count());
        }
    }

    private static SampleBatch Batch(int batch) => TestBatches.Make(device: 1 + (batch % 5), first: (uint)(batch / 5 * 20), count: 20);

    private static byte[] Damaged(byte[] wal, int at, Damage damage, Random random)
    {
        var torn = damage == Damage.Lost ? wal[..at] : (byte[])wal.Clone();
        if (damage == Damage.Garbage)
            random.NextBytes(torn.AsSpan(at));
        if (damage == Damage.SectorOfZeros)
            torn.AsSpan(at, Math.Min(SectorBytes, torn.Length - at)).Clear();
        return torn;
    }

    private async Task LiveAsync()
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            await _store.Store.AppendAsync(Batch(batch), Cancellation);
            _commits.Add(((await ReadWalAsync()).Length, (batch + 1) * 20));
            if (batch % 20 == 13)
                await _store.Settler.SettleAsync(Cancellation);
        }
    }

    private async Task<byte[]> ReadWalAsync()
    {
        await using var file = new FileStream(_store.Path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, Cancellation);
        return bytes;
    }
}
