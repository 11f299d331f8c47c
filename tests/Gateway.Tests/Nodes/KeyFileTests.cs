using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"keyfile-{Guid.NewGuid():N}");

    private string KeyPath => Path.Combine(_folder, "node-keys.secret");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void File_is_made_for_the_owner_alone_and_read_again()
    {
        var made = KeyFile.ReadOrCreate(KeyPath);

        Assert.Equal(KeyFile.SecretBytes, made.Length);
        Assert.Equal(made, KeyFile.Read(KeyPath));
        Assert.False(KeyFile.IsReadableForOthers(KeyPath));
    }

    [Fact]
    public async Task Many_starters_at_once_get_one_secret()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(_folder, $"{round}", "node-keys.secret");

            var secrets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => KeyFile.ReadOrCreate(path))));

            Assert.All(secrets, secret => Assert.Equal(secrets[0], secret));
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void File_that_others_can_read_is_refused_with_the_command_that_helps()
    {
        KeyFile.ReadOrCreate(KeyPath);
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var refusal = Assert.Throws<RegistryException>(() => KeyFile.Read(KeyPath));

        Assert.Contains($"chmod 600 {KeyPath}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Damaged_file_is_refused_without_showing_it(string content)
    {
        KeyFile.ReadOrCreate(KeyPath);
        File.WriteAllText(KeyPath, content);

        var refusal = Assert.Throws<RegistryException>(() => KeyFile.Read(KeyPath));

        Assert.DoesNotContain("456789abcdef", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_with_keys_and_a_missing_key_file_gets_no_new_one()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        File.Delete(registry.KeyFilePath);

        await using var restarted = new TestRegistry(registry.Folder);

        Assert.Throws<RegistryException>(() => restarted.Directory.Find(node.NodeId));
        Assert.False(File.Exists(registry.KeyFilePath));
    }

    [Fact]
    public async Task Key_file_of_another_gateway_is_recognized()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        File.Delete(registry.KeyFilePath);
        KeyFile.ReadOrCreate(registry.KeyFilePath);

        await using var restarted = new TestRegistry(registry.Folder);

        var refusal = Assert.Throws<RegistryException>(() => restarted.Directory.Find(node.NodeId));
        Assert.Contains("anderen Datenbank", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_is_readable_in_the_database_files()
    {
        await using var registry = new TestRegistry();
        var keys = new List<byte[]>();
        for (var i = 0; i < 3; i++)
        {
            keys.Add((await registry.AddNodeAsync()).Key);
        }

        foreach (var file in Directory.GetFiles(registry.Folder, "gateway.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            Assert.All(keys, key => Assert.Equal(-1, content.AsSpan().IndexOf(key.AsSpan(0, 8))));
        }
    }
}
