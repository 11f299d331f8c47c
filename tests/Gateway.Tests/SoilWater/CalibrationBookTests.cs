using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Tests.SoilWater;

public sealed class CalibrationBookTests : IAsyncDisposable
{
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset June = May.AddMonths(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
    private readonly Database _database;
    private readonly DatabaseWriter _writer;
    private readonly CalibrationBook _book;

    public CalibrationBookTests()
    {
        var options = new StorageOptions { DataDirectory = _folder };
        _database = new Database(Path.Combine(_folder, "gateway.db"), [new(StorageMigrations.All), new(NodeMigrations.All), new(CalibrationMigrations.All)]);
        _writer = new DatabaseWriter(_database, options, TimeProvider.System, NullLogger<DatabaseWriter>.Instance);
        _book = new CalibrationBook(_database, _writer, TimeProvider.System);
    }

    [Fact]
    public async Task A_calibration_survives_with_all_that_was_entered()
    {
        var entered = Calibration(May, 45) with { Compensation = new(1.5, 18), Note = "Lehm aus der Hegelstraße, Ofenprobe" };
        await _book.AddAsync(entered, TestContext.Current.CancellationToken);

        var read = new CalibrationBook(_database, _writer, TimeProvider.System).For(7, May)!.Calibration;

        Assert.Equal(1, read.Version);
        Assert.Equal(entered.Points.OrderBy(point => point.Raw), read.Points);
        Assert.Equal((entered.Note, entered.Compensation, entered.ValidFrom), (read.Note, read.Compensation, read.ValidFrom));
    }

    [Fact]
    public async Task Each_instant_has_the_calibration_of_its_date()
    {
        await _book.AddAsync(Calibration(June, 50), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);

        Assert.Null(_book.For(7, May.AddTicks(-1)));
        Assert.Equal(2, Version(May));
        Assert.Equal(2, Version(June.AddTicks(-1)));
        Assert.Equal(1, Version(June));
        Assert.Null(_book.For(8, June));
    }

    [Fact]
    public async Task A_newer_version_of_the_same_date_takes_the_place_of_the_older_which_stays_in_the_history()
    {
        var before = _book.Revision;
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 48), TestContext.Current.CancellationToken);

        Assert.Equal(2, Version(June));
        Assert.Equal([1, 2], _book.History(7).Select(calibration => calibration.Version));
        Assert.Equal(before + 2, _book.Revision);
    }

    [Fact]
    public async Task A_calibration_that_cannot_be_used_is_refused_and_nothing_changes()
    {
        var broken = Calibration(May, 45) with { Points = [new(1500, 45)] };

        await Assert.ThrowsAsync<ArgumentException>(() => _book.AddAsync(broken, TestContext.Current.CancellationToken));

        Assert.Empty(_book.History(7));
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private int Version(DateTimeOffset instant) => _book.For(7, instant)!.Calibration.Version;

    private static Calibration Calibration(DateTimeOffset from, double wet) =>
        new() { ProbeId = 7, ValidFrom = from, Points = [new(3000, 5), new(1500, wet)] };
}
