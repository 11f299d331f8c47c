using Microsoft.AspNetCore.Connections;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>
/// Bounds the connections of the web port: where one more comes than there is room for, the oldest is closed. Whoever keeps many
/// open takes memory from the nodes otherwise; and if the new ones were refused instead, he would keep everybody out.
/// </summary>
internal sealed class WebConnections(int maximum)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionContext> _open = new();

    /// <summary>Connections now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Puts the bound around what serves a connection.</summary>
    public ConnectionDelegate Around(ConnectionDelegate serve) => async connection =>
    {
        var place = Enter(connection);
        try
        {
            await serve(connection);
        }
        finally
        {
            lock (_lock)
                place.List?.Remove(place);
        }
    };

    private LinkedListNode<ConnectionContext> Enter(ConnectionContext connection)
    {
        ConnectionContext? oldest = null;
        LinkedListNode<ConnectionContext> place;
        lock (_lock)
        {
            if (_open.Count >= maximum && _open.First is { } first)
            {
                oldest = first.Value;
                _open.Remove(first);
            }

            place = _open.AddLast(connection);
        }

        oldest?.Abort(new ConnectionAbortedException("More connections than Gateway:Web:MaximumConnections allows: the oldest is closed."));
        return place;
    }
}
