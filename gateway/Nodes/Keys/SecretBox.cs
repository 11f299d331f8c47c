using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Jena.SensorNode.Gateway.Nodes.Keys;

/// <summary>
/// Encrypts small secrets for the database: AES-256-GCM, stored as nonce (12 bytes), ciphertext, tag (16 bytes). Purpose
/// and node id are authenticated with it, so a row copied to another node, or a WiFi password into a key, does not open.
/// Safe for many threads at once (the platform's cipher is not, so it is locked).
/// </summary>
public sealed class SecretBox : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AesGcm _cipher;
    private readonly Lock _using = new();

    /// <summary>A box under the secret of the key file.</summary>
    /// <param name="secret">32 bytes.</param>
    public SecretBox(byte[] secret)
    {
        _cipher = new AesGcm(secret, TagBytes);
        Fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "jena-gateway key file"u8).AsSpan(0, 8));
    }

    /// <summary>Tells key files apart without revealing one: 16 hex digits.</summary>
    public string Fingerprint { get; }

    /// <summary>Encrypts; the same content never gives the same bytes twice.</summary>
    public byte[] Seal(SecretPurpose purpose, uint nodeId, ReadOnlySpan<byte> content)
    {
        var box = new byte[NonceBytes + content.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        Span<byte> context = stackalloc byte[5];
        WriteContext(context, purpose, nodeId);
        lock (_using)
        {
            _cipher.Encrypt(
                box.AsSpan(0, NonceBytes),
                content,
                box.AsSpan(NonceBytes, content.Length),
                box.AsSpan(NonceBytes + content.Length),
                context);
        }

        return box;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made for the same purpose and node.</summary>
    /// <exception cref="RegistryException">Damaged, moved from elsewhere, or another key file.</exception>
    public byte[] Open(SecretPurpose purpose, uint nodeId, byte[] box)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            throw Unreadable(nodeId);
        }

        var content = new byte[box.Length - NonceBytes - TagBytes];
        Span<byte> context = stackalloc byte[5];
        WriteContext(context, purpose, nodeId);
        try
        {
            lock (_using)
            {
                _cipher.Decrypt(
                    box.AsSpan(0, NonceBytes),
                    box.AsSpan(NonceBytes, content.Length),
                    box.AsSpan(NonceBytes + content.Length),
                    content,
                    context);
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unreadable(nodeId);
        }

        return content;
    }

    /// <inheritdoc/>
    public void Dispose() => _cipher.Dispose();

    private static void WriteContext(Span<byte> context, SecretPurpose purpose, uint nodeId)
    {
        context[0] = (byte)purpose;
        BinaryPrimitives.WriteUInt32BigEndian(context[1..], nodeId);
    }

    private static RegistryException Unreadable(uint nodeId) => new(
        $"Geheimnis des Knotens {nodeId:x8} lässt sich nicht entschlüsseln: falsche Schlüsseldatei oder beschädigte Datenbank. " +
        $"Passende Schlüsseldatei zurücklegen oder den Knoten neu provisionieren. / Secret of node {nodeId:x8} cannot be decrypted: " +
        "wrong key file or damaged database.");
}
