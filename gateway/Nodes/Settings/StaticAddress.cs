using System.Net;
using System.Net.Sockets;

namespace Jena.SensorNode.Gateway.Nodes.Settings;

/// <summary>A static IPv4 address: <c>address/mask/gateway</c>, or <c>dhcp</c>; 12 bytes on the wire.</summary>
internal static class StaticAddress
{
    private const string Dhcp = "dhcp";

    /// <summary>The address as text.</summary>
    public static string Show(byte[]? address) => address is null
        ? Dhcp
        : string.Join('/', address.Chunk(4).Select(part => new IPAddress(part)));

    /// <summary>Reads an address; the parts must be whole dotted IPv4 addresses.</summary>
    public static bool TryParse(string text, out byte[]? address)
    {
        address = null;
        if (text == Dhcp)
        {
            return true;
        }

        var bytes = new List<byte>();
        foreach (var part in text.Split('/'))
        {
            if (part.Count(letter => letter == '.') != 3
                || !IPAddress.TryParse(part, out var ip) || ip.AddressFamily != AddressFamily.InterNetwork)
            {
                return false;
            }

            bytes.AddRange(ip.GetAddressBytes());
        }

        address = bytes.Count == 12 && bytes.Take(4).Any(value => value != 0) ? [.. bytes] : null;
        return address is not null;
    }
}
