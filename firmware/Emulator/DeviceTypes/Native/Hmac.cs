using Jena.SensorNode.Emulator;

namespace System.Security.Cryptography;

/// <summary>HMAC-SHA-256, computed natively.</summary>
public class HMACSHA256 : IDisposable
{
    private byte[] hash = [];

    public HMACSHA256()
        : this(new byte[64])
    {
    }

    public HMACSHA256(byte[] key) => Key = key;

    public byte[] Key { get; set; }

    public byte[] Hash => hash;

    public static byte[] HashData(byte[] key, byte[] source)
    {
        DeviceRun.Current.ChargeTicks(DeviceRun.Current.Device.Options.Energy.HmacTicks);
        return HostHmac.Compute(key, source);
    }

    public byte[] ComputeHash(byte[] buffer) => hash = HashData(Key, buffer);

    public void Dispose()
    {
    }
}
