using System.Net;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Connections that have not said who they are, the oldest first. When all places are taken it is one of these that goes,
/// and not a node that comes: otherwise whoever opens connections and says nothing would keep every node out.
/// </summary>
internal sealed class Strangers
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(EndPoint Peer, IDisposable Connection)> _waiting = [];
    private readonly Dictionary<EndPoint, LinkedListNode<(EndPoint Peer, IDisposable Connection)>> _byPeer = [];

    /// <summary>Notes a new connection.</summary>
    public void Add(EndPoint peer, IDisposable connection)
    {
        lock (_lock)
        {
            Take(peer);
            _byPeer[peer] = _waiting.AddLast((peer, connection));
        }
    }

    /// <summary>It said who it is, or is gone.</summary>
    public void Remove(EndPoint peer)
    {
        lock (_lock)
            Take(peer);
    }

    /// <summary>Closes the one that has been silent about itself the longest.</summary>
    /// <returns>False if every connection said who it is.</returns>
    public bool CloseOldest()
    {
        IDisposable oldest;
        lock (_lock)
        {
            if (_waiting.First is not { } first)
                return false;
            oldest = first.Value.Connection;
            Take(first.Value.Peer);
        }

        oldest.Dispose();
        return true;
    }

    private void Take(EndPoint peer)
    {
        if (_byPeer.Remove(peer, out var place))
            _waiting.Remove(place);
    }
}
