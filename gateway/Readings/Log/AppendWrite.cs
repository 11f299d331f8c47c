using System.Numerics;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Log;

/// <summary>The write of one batch: new samples go in, known ones fall out, and all is taken back if the commit fails.</summary>
internal sealed class AppendWrite(SqliteReadingStore store, SampleBatch batch) : WriteRequest
{
    private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _firstSequence;
    private ulong _added;

    /// <summary>The number of new samples, after the commit.</summary>
    public Task<int> Done => _done.Task;

    /// <inheritdoc/>
    public override void Execute(SqliteConnection connection)
    {
        var stream = store.StreamOf(batch.Stream);
        _firstSequence = store.NextSequence;
        for (var index = 0; index < batch.Count; index++)
        {
            if (stream.Add(batch.IdentityOf(index).Counter))
                _added |= 1UL << index;
        }

        if (_added != 0)
            store.Insert(connection, batch, _added, BitOperations.PopCount(_added));
    }

    /// <inheritdoc/>
    public override void Committed()
    {
        var count = BitOperations.PopCount(_added);
        try
        {
            if (count > 0)
                store.NoteCommitted(batch, _added, _firstSequence);
        }
        finally
        {
            // It is on disk, whatever a listener makes of it.
            _done.TrySetResult(count);
        }
    }

    /// <inheritdoc/>
    public override void Failed(Exception reason)
    {
        var stream = store.StreamOf(batch.Stream);
        for (var index = 0; index < batch.Count; index++)
        {
            if ((_added & (1UL << index)) != 0)
                stream.Remove(batch.IdentityOf(index).Counter);
        }

        if (_added != 0)
            store.ReturnSequences(_firstSequence);
        _done.TrySetException(reason);
    }
}
