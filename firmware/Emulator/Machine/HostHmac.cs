using System.Security.Cryptography;

namespace Jena.SensorNode.Emulator;

/// <summary>The host's HMAC, for types that hide .NET's own by their name.</summary>
public static class HostHmac
{
    /// <summary>HMAC-SHA-256, 32 bytes.</summary>
    public static byte[] Compute(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);
}
