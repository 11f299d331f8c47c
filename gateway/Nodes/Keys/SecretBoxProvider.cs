using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Keys;

/// <summary>
/// Opens the key file when the first secret is needed, and makes it only for a database that holds no secret yet: a new
/// file for an old database would hide that the right one is missing.
/// </summary>
internal sealed class SecretBoxProvider(Database database, string keyFile) : IDisposable
{
    private readonly Lock _opening = new();
    private SecretBox? _box;

    /// <summary>Path of the key file.</summary>
    public string KeyFilePath => keyFile;

    /// <summary>The box under this database's key file.</summary>
    /// <exception cref="RegistryException">The key file is missing, damaged, readable for others or of another database.</exception>
    public SecretBox Get()
    {
        lock (_opening)
        {
            return _box ??= Open();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _box?.Dispose();

    private SecretBox Open()
    {
        using var connection = database.OpenReader();
        var expected = (string?)connection.Scalar<object>("SELECT key_file_fingerprint FROM registry_state");
        var box = new SecretBox(expected is null ? KeyFile.ReadOrCreate(keyFile) : KeyFile.Read(keyFile));
        if (expected is null || expected == box.Fingerprint)
        {
            return box;
        }

        box.Dispose();
        throw new RegistryException(
            $"Schlüsseldatei {keyFile} gehört zu einer anderen Datenbank. Die richtige aus der Sicherung zurücklegen. / " +
            "Key file belongs to another database: put the right one back from your backup.");
    }
}
