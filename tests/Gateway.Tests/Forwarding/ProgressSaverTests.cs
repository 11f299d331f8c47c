using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>When the cursor reaches the disk, and what it costs.</summary>
public sealed class ProgressSaverTests : IAsyncLifetime
{
    private RunningGateway _gateway = null!;
    private ProgressSaver _saver = null!;

    private Outbox Outbox => _gateway.Get<Outbox>();

    private DatabaseWriter Writer => _gateway.Get<DatabaseWriter>();

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        _saver = new ProgressSaver(Outbox, "stadt", 0, atOnce: 100, () => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _saver.FinishAsync();
        _saver.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_cursor_rides_in_the_commit_of_a_reading()
    {
        _saver.Note(ListedLog.Departure(7));
        await _saver.StepAsync();
        var commits = Writer.Commits;

        await _gateway.StoreAsync(1);

        Assert.Equal(7, Outbox.ReadCursor("stadt"));
        Assert.Equal(commits + 1, Writer.Commits);
    }

    [Fact]
    public async Task Where_no_reading_comes_it_gets_a_commit_of_its_own()
    {
        _saver.Note(ListedLog.Departure(7));
        await _saver.StepAsync();
        Assert.Equal(0, Outbox.ReadCursor("stadt"));

        await Eventually.TrueAsync(() => Outbox.ReadCursor("stadt") == 7, "the cursor is on disk");
    }

    [Fact]
    public async Task Much_that_is_new_does_not_wait()
    {
        _saver.Note(ListedLog.Departure(7));
        await _saver.StepAsync();
        _saver.Note(ListedLog.Departure(107));
        await _saver.StepAsync();
        await Eventually.TrueAsync(() => Outbox.ReadCursor("stadt") == 7, "the first save");
        await _saver.FinishAsync();

        Assert.Equal(107, Outbox.ReadCursor("stadt"));
        Assert.Equal(107, _saver.SavedCount);
    }

    [Fact]
    public async Task An_end_writes_what_is_new_and_nothing_if_nothing_is()
    {
        _saver.Note(ListedLog.Departure(9));
        await _saver.FinishAsync();
        Assert.Equal(9, Outbox.ReadCursor("stadt"));
        var commits = Writer.Commits;

        await _saver.FinishAsync();

        Assert.Equal(commits, Writer.Commits);
    }

    [Fact]
    public async Task A_place_in_an_order_is_kept_with_the_cursor()
    {
        var order = await Outbox.OrderResendAsync("stadt", 10, 20, null, TestContext.Current.CancellationToken);
        _saver.Note(new Departure(ListedLog.Sample(3, 15)) { Resend = Outbox.ReadResends("stadt")[0] with { NextDeviceId = 4, NextUnixMilliseconds = 16 } });
        await _saver.FinishAsync();

        Assert.Equal(new Resend(order, 10, 20, null, 4, 16), Assert.Single(Outbox.ReadResends("stadt")));
    }

    [Fact]
    public async Task A_write_that_fails_takes_its_riders_along_and_they_can_be_written_again()
    {
        var riding = Writer.RideAsync(_ => throw new InvalidOperationException("bad rider"), TimeSpan.FromMilliseconds(1), CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(() => riding);

        _saver.Note(ListedLog.Departure(5));
        await _saver.FinishAsync();
        Assert.Equal(5, Outbox.ReadCursor("stadt"));
    }
}
