using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Tests.Readings;

/// <summary>The SQLite store on a folder of its own; can be closed and opened again as after a power cut.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StorageOptions _options;
    private readonly int? _perWrite;

    /// <param name="path">Its file; null = a new one.</param>
    /// <param name="options">How it writes.</param>
    /// <param name="perWrite">Blocks and streams that settling writes at once, where it is not what it is in service.</param>
    public StoreUnderTest(string? path = null, StorageOptions? options = null, int? perWrite = null)
    {
        _perWrite = perWrite;
        Path = path ?? _folder.File("gateway.db");
        _options = options ?? new StorageOptions();
        Open();
    }

    public string Path { get; }

    public Database Database { get; private set; } = null!;

    public DatabaseWriter Writer { get; private set; } = null!;

    public SqliteReadingStore Store { get; private set; } = null!;

    public LogSettler Settler => _perWrite is { } most ? new(Store, Writer, Database) { BlocksPerWrite = most } : new(Store, Writer, Database);

    public Retention Retention(SettlingOptions? options = null, TimeProvider? time = null) =>
        new(Store, Writer, Database, options ?? new SettlingOptions(), new GatewayTime(time ?? TimeProvider.System), NullLogger<Retention>.Instance);

    /// <summary>Changes what is stored behind the store's back, as a failing card does.</summary>
    public void Spoil(string sql, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var connection = Database.OpenWriter();
        connection.Run(sql, parameters);
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    /// <summary>Opens it again with something done to its file in between.</summary>
    public async Task ReopenAsync(Action<string> between)
    {
        await CloseAsync();
        between(Path);
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private void Open()
    {
        Database = new Database(Path, [new MigrationSet(StorageMigrations.All), new MigrationSet(ReadingMigrations.All), new MigrationSet(Jena.SensorNode.Gateway.Timing.TimingMigrations.All), new MigrationSet(Jena.SensorNode.Gateway.Ingest.IngestMigrations.All), new MigrationSet(Jena.SensorNode.Gateway.Forwarding.ForwardingMigrations.All)]);
        Writer = new DatabaseWriter(Database, _options, TimeProvider.System, NullLogger<DatabaseWriter>.Instance);
        Store = new SqliteReadingStore(Database, Writer, new DamageBook(new GatewayTime(TimeProvider.System), NullLogger<DamageBook>.Instance), TimeProvider.System);
        Store.StreamsPerWrite = _perWrite ?? Store.StreamsPerWrite;
    }

    private async Task CloseAsync()
    {
        await Writer.DisposeAsync();
        Store.Dispose();
        Database.Dispose();
    }
}
