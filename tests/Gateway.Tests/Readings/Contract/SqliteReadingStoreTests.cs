using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>The SQLite store keeps the contract.</summary>
public sealed class SqliteReadingStoreTests : ReadingStoreContract, IAsyncDisposable
{
    private readonly StoreUnderTest _store = new();

    private protected override IReadingStore Store => _store.Store;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private protected override Task ReopenAsync() => _store.ReopenAsync();

    private protected override Task SettleAsync() => _store.Settler.SettleAsync(TestContext.Current.CancellationToken);

    private protected override Task ThinAsync(long unixMilliseconds) =>
        _store.Retention().ThinAsync(BlockId.DayOf(unixMilliseconds), long.MaxValue, TestContext.Current.CancellationToken);
}
