using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Storage;

/// <summary>One piece of work for the writer. All members are called on the writer's thread.</summary>
internal abstract class WriteRequest
{
    /// <summary>True: a failure of <see cref="Execute"/> is undone by a savepoint and the group goes on without it.</summary>
    public virtual bool CanFailAlone => false;

    /// <summary>Does the work inside the group's transaction.</summary>
    public abstract void Execute(SqliteConnection connection);

    /// <summary>The group is on disk.</summary>
    public abstract void Committed();

    /// <summary>Nothing of this request is on disk. Called in reverse order of execution.</summary>
    public abstract void Failed(Exception reason);
}
