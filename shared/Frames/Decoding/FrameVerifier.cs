using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Threading;

namespace Jena.SensorNode.Frames.Decoding;

/// <summary>
/// Tells whether a frame is genuine (FRAME.md 2), without allocating. Made once for a key: it keeps the keyed hash, which
/// costs less than half of starting one for each frame. Safe from any thread.
/// </summary>
public sealed class FrameVerifier : IDisposable
{
    private const int PrefixBytes = MessageMac.PrefixBytes;

    private readonly Lock _lock = new();
    private readonly IncrementalHash _hash;

    /// <param name="key">The node's key, 32 bytes; copied.</param>
    public FrameVerifier(byte[] key) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>Whether the frame's last 8 bytes are its MAC under this key, as a frame of this node.</summary>
    public bool Verify(ReadOnlySpan<byte> frame, uint nodeId)
    {
        if (frame.Length is < MessageMac.Bytes or > FrameEncoder.MaximumFrameBytes)
            return false;
        var body = frame[..^MessageMac.Bytes];
        Span<byte> input = stackalloc byte[PrefixBytes + FrameEncoder.MaximumFrameBytes];
        input[0] = MessageMac.Frame;
        BinaryPrimitives.WriteUInt32BigEndian(input[1..], nodeId);
        body.CopyTo(input[PrefixBytes..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        lock (_lock)
        {
            _hash.AppendData(input[..(PrefixBytes + body.Length)]);
            _ = _hash.GetHashAndReset(hash);
        }

        return CryptographicOperations.FixedTimeEquals(hash[..MessageMac.Bytes], frame[^MessageMac.Bytes..]);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
