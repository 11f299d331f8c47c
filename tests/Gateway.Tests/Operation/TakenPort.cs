using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>
/// A port at which nobody answers and nobody else can listen meanwhile. One that was only found free may be another test's a moment later.
/// </summary>
internal sealed class TakenPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TakenPort()
    {
        // Bound and never listening: a connection to it is refused.
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Dispose() => _socket.Dispose();
}
