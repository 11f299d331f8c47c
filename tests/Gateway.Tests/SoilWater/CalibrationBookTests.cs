using CsCheck;
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
    private int _probes = 100;

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

    [Fact]
    public async Task One_taken_back_gives_way_to_the_one_before_and_stays_in_the_history_with_who_and_why()
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(June, 50), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 48), TestContext.Current.CancellationToken);
        var before = _book.Revision;

        await _book.TakeBackAsync(7, 3, "Meier: Proben vertauscht", TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (Version(May), Version(June)));
        Assert.NotEqual(before, _book.Revision);
        await _book.TakeBackAsync(7, 2, "auch diese", TestContext.Current.CancellationToken);
        await _book.TakeBackAsync(7, 1, "und diese", TestContext.Current.CancellationToken);
        Assert.Null(_book.For(7, June));

        var read = new CalibrationBook(_database, _writer, TimeProvider.System).History(7);
        Assert.Equal([1, 2, 3], read.Select(calibration => calibration.Version));
        Assert.Equal("Meier: Proben vertauscht", read[2].TakenBackNote);
        Assert.All(read, calibration => Assert.True(calibration.TakenBackAt >= calibration.CreatedAt));
        Assert.Equal(48, read[2].Points.Max(point => point.Value));
    }

    [Fact]
    public async Task What_was_taken_back_can_be_entered_anew_and_is_another_version()
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        Assert.True(_book.IsInForce(Calibration(May, 45)));
        await _book.TakeBackAsync(7, 1, "doch nicht", TestContext.Current.CancellationToken);
        Assert.False(_book.IsInForce(Calibration(May, 45)));

        Assert.Equal(2, (await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken)).Version);
        Assert.Equal(2, Version(May));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(7, 0)]
    [InlineData(7, 2)]
    public async Task What_was_never_entered_cannot_be_taken_back(int probe, int version)
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ArgumentException>(() => _book.TakeBackAsync(probe, version, "", TestContext.Current.CancellationToken));

        Assert.Equal(1, Version(May));
    }

    [Fact]
    public async Task Nothing_is_taken_back_twice()
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        await _book.TakeBackAsync(7, 1, "erstens", TestContext.Current.CancellationToken);

        var problem = await Assert.ThrowsAsync<ArgumentException>(() => _book.TakeBackAsync(7, 1, "zweitens", TestContext.Current.CancellationToken));

        Assert.Contains("schon zurückgenommen", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_program_finds_the_calibrations_that_are_in_force_and_no_others()
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 48), TestContext.Current.CancellationToken);
        await _book.TakeBackAsync(7, 2, "vertauscht", TestContext.Current.CancellationToken);

        var versions = await _writer.WriteAsync(
            connection =>
            {
                connection.Run(CalibrationMigrations.All.Single(migration => migration.Number == 301).Down);
                return connection.Rows("SELECT version FROM calibration", row => row.GetInt32(0));
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([1], versions);
    }

    [Theory]
    [InlineData("points = '[[1,2],[3,'")]
    [InlineData("points = '[[1500,45],[1500,5]]'")]
    [InlineData("valid_from_ms = 9000000000000000000")]
    [InlineData("raw_per_degree = 2, reference_celsius = NULL")]
    [InlineData("raw_per_degree = 2, reference_celsius = 1e9")]
    public async Task A_damaged_calibration_stops_neither_the_start_nor_the_other_probes_and_is_told(string damage)
    {
        await _book.AddAsync(Calibration(May, 45), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 48), TestContext.Current.CancellationToken);
        await _book.AddAsync(Calibration(May, 40) with { ProbeId = 9 }, TestContext.Current.CancellationToken);
        await _writer.WriteAsync(
            connection =>
            {
                connection.Run($"UPDATE calibration SET {damage} WHERE probe_id = 7 AND version = 2");
                return 0;
            },
            TestContext.Current.CancellationToken);

        var started = new CalibrationBook(_database, _writer, TimeProvider.System);
        Assert.Equal((1, 1), (started.For(7, June)!.Calibration.Version, started.For(9, June)!.Calibration.Version));
        Assert.Contains("Kalibrierung 2 der Sonde 7", Assert.Throws<InvalidDataException>(started.Refresh).Message, StringComparison.Ordinal);

        // The one that ran before keeps what was in force, and takes what is entered for others.
        await _book.AddAsync(Calibration(June, 41) with { ProbeId = 9 }, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (Version(June), _book.For(9, June)!.Calibration.Version));
    }

    [Fact]
    public void Any_order_of_entries_and_withdrawals_gives_what_a_reader_of_the_list_would_say() =>
        Gen.Select(Gen.Int[0, 6], Gen.Bool).Array[1, 25].Sample(
            steps =>
            {
                // The list as a person keeps it on paper: day, version, struck out or not.
                var paper = new List<(int Day, int Version, bool IsStruck)>();
                var probe = Interlocked.Increment(ref _probes);
                foreach (var (day, isEntry) in steps)
                {
                    if (isEntry || paper.Count == 0 || paper[day % paper.Count].IsStruck)
                    {
                        var version = _book.AddAsync(Calibration(May.AddDays(day), 45) with { ProbeId = probe }, TestContext.Current.CancellationToken).GetAwaiter().GetResult().Version;
                        paper.Add((day, version, false));
                    }
                    else
                    {
                        var struck = paper[day % paper.Count];
                        _book.TakeBackAsync(probe, struck.Version, "", TestContext.Current.CancellationToken).GetAwaiter().GetResult();
                        paper[day % paper.Count] = struck with { IsStruck = true };
                    }
                }

                for (var day = -1; day < 8; day++)
                {
                    var expected = paper.Where(entry => !entry.IsStruck && entry.Day <= day).OrderBy(entry => entry.Day).ThenBy(entry => entry.Version).LastOrDefault().Version;
                    Assert.Equal(expected, _book.For(probe, May.AddDays(day))?.Calibration.Version ?? 0);
                }
            },
            iter: 30,
            threads: 1);

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
