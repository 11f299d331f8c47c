using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.Processes;

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
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }

    /// <summary>True if something listens there.</summary>
    public static bool IsAnswered(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
