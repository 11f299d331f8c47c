using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Registry;

/// <summary>
/// The one way to change the registry: the change and the new revision are one transaction, and the directory of this
/// process shows it before the call returns. Other processes see the revision.
/// </summary>
internal sealed class RegistryWriter(DatabaseWriter writer, NodeDirectory directory)
{
    /// <summary>Makes a change; an exception of <paramref name="change"/> leaves everything as it was.</summary>
    public async Task<T> ChangeAsync<T>(Func<SqliteConnection, T> change, CancellationToken cancellation)
    {
        var result = await writer.WriteAsync(
            connection =>
            {
                var changed = change(connection);
                connection.Run("UPDATE registry_state SET revision = revision + 1");
                return changed;
            },
            cancellation);
        directory.Refresh();
        return result;
    }
}
