using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>
/// Ports that stay the same over a restart of their owner. Taken from below the range the system hands out by
/// itself, so that no other connection takes one while its owner is down.
/// </summary>
internal static class FreePort
{
    private static int _last = 20_000 + (Environment.ProcessId * 37 % 9_000);

    public static int Take()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref _last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }
}
