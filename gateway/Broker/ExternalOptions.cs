namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Section <c>Gateway:External</c>: an outside broker (Mosquitto or any other MQTT 5 or 3.1.1 broker) that the nodes use.</summary>
internal sealed class ExternalOptions : ISettings
{
    /// <summary>True to take frames from the outside broker.</summary>
    public bool Enabled { get; set; }

    /// <summary>Host name or address.</summary>
    public string Host { get; set; } = "";

    /// <summary>Port.</summary>
    public int Port { get; set; } = 8883;

    /// <summary>TLS on or off.</summary>
    public bool UseTls { get; set; } = true;

    /// <summary>PEM file with the certificate authority to trust; empty = those of the system.</summary>
    public string CaFile { get; set; } = "";

    /// <summary>User name; empty = none.</summary>
    public string User { get; set; } = "";

    /// <summary>File with the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Password; better <see cref="PasswordFile"/> or the environment.</summary>
    public string Password { get; set; } = "";

    /// <summary>MQTT client id; kept, since the broker holds the frames for it while the gateway is away.</summary>
    public string ClientId { get; set; } = "jena-gateway";

    /// <summary>
    /// Longest way of a frame to the gateway where the broker holds no backlog for it, in seconds. Higher where another broker before it
    /// may hold frames (a bridge). What the broker itself held for the gateway comes on top, and is measured.
    /// </summary>
    public int LongestDelaySeconds { get; set; } = 120;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (!Enabled)
            yield break;
        if (string.IsNullOrWhiteSpace(Host))
            yield return new(nameof(Host), "must name the broker");
        if (Port is < 1 or > 65535)
            yield return new(nameof(Port), $"must be 1 to 65535, is {Port}");
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return new(nameof(ClientId), "must not be empty");
        if (CaFile.Length > 0 && !File.Exists(CaFile))
            yield return new(nameof(CaFile), $"must name a readable file, is '{CaFile}'");
        if (PasswordFile.Length > 0 && !File.Exists(PasswordFile))
            yield return new(nameof(PasswordFile), $"must name a readable file, is '{PasswordFile}'");
        if (LongestDelaySeconds is < 1 or > 604_800)
            yield return new(nameof(LongestDelaySeconds), $"must be 1 to 604800, is {LongestDelaySeconds}");
    }
}
