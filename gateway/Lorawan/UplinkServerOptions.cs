namespace Jena.SensorNode.Gateway.Lorawan;

/// <summary>One entry of <c>Gateway:Lorawan:Servers</c>: a broker that ChirpStack or The Things Stack publishes to.</summary>
internal sealed class UplinkServerOptions : ISettings
{
    /// <summary>Name, unique and kept: the broker holds the session under it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Broker's host name or address.</summary>
    public string Host { get; set; } = "";

    /// <summary>Broker's port.</summary>
    public int Port { get; set; } = 8883;

    /// <summary>TLS on or off.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>PEM file with the certificate authority to trust; empty = those of the system.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>User name; empty = none.</summary>
    public string User { get; set; } = "";

    /// <summary>Password; better <see cref="PasswordFile"/> or the environment.</summary>
    public string Password { get; set; } = "";

    /// <summary>File that holds the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Topics; empty = those of both servers.</summary>
    public IList<string> Topics { get; set; } = [];

    /// <summary>Topics in force: the events "up" of ChirpStack v4, with and without the city's prefix, and of The Things Stack v3.</summary>
    public IReadOnlyList<string> TopicsInForce => Topics.Count > 0
        ? [.. Topics]
        : ["application/+/device/+/event/up", "chirpstack/application/+/device/+/event/up", "v3/+/devices/+/up"];

    /// <summary>The password from wherever it is kept.</summary>
    public string? ReadPassword() => PasswordFile.Length > 0 ? File.ReadAllText(PasswordFile).Trim() : Password.Length > 0 ? Password : null;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new(nameof(Name), "must not be empty");
        if (string.IsNullOrWhiteSpace(Host))
            yield return new(nameof(Host), "must name the broker");
        if (Port is < 1 or > 65535)
            yield return new(nameof(Port), $"must be 1 to 65535, is {Port}");
        if (CaFile.Length > 0 && !File.Exists(CaFile))
            yield return new(nameof(CaFile), $"must name a readable file, is '{CaFile}'");
        if (PasswordFile.Length > 0 && !File.Exists(PasswordFile))
            yield return new(nameof(PasswordFile), $"must name a readable file, is '{PasswordFile}'");
        if (Topics.Any(string.IsNullOrWhiteSpace))
            yield return new(nameof(Topics), "must not hold an empty topic");
    }
}
