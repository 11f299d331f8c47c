using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>A write given as a function, with its result as a task.</summary>
internal sealed class DelegateWrite<T>(Func<SqliteConnection, T> work, bool canFailAlone = true) : WriteRequest
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    /// <summary>Completes after the commit, or faults when nothing was written.</summary>
    public Task<T> Done => _done.Task;

    /// <inheritdoc/>
    public override bool CanFailAlone => canFailAlone;

    /// <inheritdoc/>
    public override void Execute(SqliteConnection connection) => _result = work(connection);

    /// <inheritdoc/>
    public override void Committed() => _done.TrySetResult(_result);

    /// <inheritdoc/>
    public override void Failed(Exception reason) => _done.TrySetException(reason);
}
