namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// Writes down how far a sink is, beside the sending: in a commit that readings cause anyway, so that it costs the card
/// nothing of its own; in one of its own when none comes within a second, or much is new.
/// </summary>
/// <param name="outbox">Where it is kept.</param>
/// <param name="sink">Name of the sink.</param>
/// <param name="cursor">Where it stood.</param>
/// <param name="atOnce">So many new samples do not wait for a commit of others.</param>
/// <param name="wake">Called when a save has ended.</param>
internal sealed class ProgressSaver(Outbox outbox, string sink, long cursor, int atOnce, Action wake) : IDisposable
{
    private LiveProgress _reached = new(cursor, 0);
    private Resend? _resend;
    private long _resends;
    private bool _isChanged;
    private Task? _saving;
    private CancellationTokenSource _hurry = new();

    /// <summary>Sequence up to which the sink has everything.</summary>
    public long Cursor => _reached.Cursor;

    /// <summary>Samples read in this run up to the cursor on disk: what follows is what a crash repeats.</summary>
    public long SavedCount { get; private set; }

    /// <summary>Samples sent again in this run up to the last save.</summary>
    public long SavedResends { get; private set; }

    /// <summary>Notes a sample that the sink has, and with it all before.</summary>
    public void Note(Departure departure)
    {
        _isChanged = true;
        _reached = departure.Live ?? _reached;
        _resend = departure.Resend ?? _resend;
        _resends += departure.Resend is null ? 0 : 1;
    }

    /// <summary>Begins to write what is new, and hears how the last write ended; does not wait for the disk.</summary>
    /// <exception cref="Storage.StorageUnavailableException">The last one was not written; it is tried again.</exception>
    public async Task StepAsync()
    {
        if (_saving is { IsCompleted: true } ended)
        {
            _saving = null;
            await ended;
        }

        if (_saving is null && _isChanged)
            _saving = SaveAsync();
        if (_saving is not null && _reached.Count - SavedCount + _resends - SavedResends >= atOnce)
            await _hurry.CancelAsync();
    }

    /// <summary>Writes what is new and waits for the disk.</summary>
    public async Task FinishAsync()
    {
        await _hurry.CancelAsync();
        if (_saving is { } running)
            await running;
        if (!_isChanged)
            return;
        var last = SaveAsync();
        await _hurry.CancelAsync();
        await last;
    }

    /// <inheritdoc/>
    public void Dispose() => _hurry.Dispose();

    private async Task SaveAsync()
    {
        if (_hurry.IsCancellationRequested)
        {
            _hurry.Dispose();
            _hurry = new CancellationTokenSource();
        }

        var (reached, resend, resends) = (_reached, _resend, _resends);
        (_resend, _isChanged) = (null, false);
        try
        {
            await outbox.SaveAsync(sink, reached.Cursor, resend, _hurry.Token);
            (SavedCount, SavedResends) = (reached.Count, resends);
        }
        catch
        {
            _resend ??= resend;
            _isChanged = true;
            throw;
        }
        finally
        {
            wake();
        }
    }
}
