using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>A few open read-only connections, since opening one costs more than most queries.</summary>
internal sealed class ReaderPool(Database database) : IDisposable
{
    private const int Kept = 4;
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    /// <summary>Runs a query on a connection of the pool.</summary>
    public T Use<T>(Func<SqliteConnection, T> query)
    {
        if (!_idle.TryTake(out var connection))
            connection = database.OpenReader();
        try
        {
            return query(connection);
        }
        finally
        {
            if (_idle.Count < Kept && connection.State == System.Data.ConnectionState.Open)
                _idle.Add(connection);
            else
                connection.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
