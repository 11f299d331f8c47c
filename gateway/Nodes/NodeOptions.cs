namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Section <c>Gateway</c>: where the secret lies that encrypts the nodes' keys.</summary>
internal sealed class NodeOptions : ISettings
{
    /// <summary>
    /// File of the secret, made at first start with mode 0600; empty: <c>node-keys.secret</c> in the data directory. On
    /// another medium than the database, a stolen card holds no keys.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (KeyFile.Length > 0 && !Path.IsPathFullyQualified(KeyFile))
        {
            yield return new(nameof(KeyFile), $"must be a full path or empty, is {KeyFile}");
        }
    }

    /// <summary>The path in force.</summary>
    public string PathIn(string dataDirectory) => KeyFile.Length > 0 ? KeyFile : Path.Combine(dataDirectory, "node-keys.secret");
}
