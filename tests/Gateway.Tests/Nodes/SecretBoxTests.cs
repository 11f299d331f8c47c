using System.Security.Cryptography;
using CsCheck;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class SecretBoxTests : IDisposable
{
    private readonly SecretBox _box = new(RandomNumberGenerator.GetBytes(KeyFile.SecretBytes));

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Sealed_content_opens_again() => Gen.Select(Gen.UInt, Gen.Byte.Array[0, 63]).Sample((node, content) =>
    {
        var sealedContent = _box.Seal(SecretPurpose.WifiPassword, node, content);
        Assert.Equal(content, _box.Open(SecretPurpose.WifiPassword, node, sealedContent));
    });

    [Fact]
    public void Same_content_never_gives_the_same_bytes() =>
        Assert.NotEqual(_box.Seal(SecretPurpose.NodeKey, 1, [1, 2, 3]), _box.Seal(SecretPurpose.NodeKey, 1, [1, 2, 3]));

    [Theory]
    [InlineData(SecretPurpose.NodeKey, 2u)]
    [InlineData(SecretPurpose.WifiPassword, 1u)]
    public void Content_moved_to_another_node_or_purpose_does_not_open(SecretPurpose purpose, uint nodeId)
    {
        var sealedKey = _box.Seal(SecretPurpose.NodeKey, 1, new byte[32]);

        Assert.Throws<RegistryException>(() => _box.Open(purpose, nodeId, sealedKey));
    }

    [Fact]
    public void Any_changed_bit_and_any_shortening_is_noticed()
    {
        var sealedKey = _box.Seal(SecretPurpose.NodeKey, 1, new byte[32]);
        Gen.Int[0, (sealedKey.Length * 8) - 1].Sample(bit =>
        {
            var changed = (byte[])sealedKey.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<RegistryException>(() => _box.Open(SecretPurpose.NodeKey, 1, changed));
        });
        for (var length = 0; length < sealedKey.Length; length++)
        {
            Assert.Throws<RegistryException>(() => _box.Open(SecretPurpose.NodeKey, 1, sealedKey[..length]));
        }
    }

    [Fact]
    public void Fingerprint_tells_secrets_apart()
    {
        using var other = new SecretBox(RandomNumberGenerator.GetBytes(KeyFile.SecretBytes));

        Assert.NotEqual(_box.Fingerprint, other.Fingerprint);
        Assert.Equal(16, _box.Fingerprint.Length);
    }
}
