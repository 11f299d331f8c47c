namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Section <c>Gateway:Broker</c>: the built-in MQTT broker for the nodes.</summary>
internal sealed class BrokerOptions : ISettings
{
    /// <summary>False where the nodes use an outside broker.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Address to listen on; empty = all.</summary>
    public string Address { get; set; } = "";

    /// <summary>Port without TLS; 0 = any free one, -1 = none. Frames are genuine by their MAC, so TLS is not needed for that.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>Port with TLS; 0 = any free one, -1 = none.</summary>
    public int TlsPort { get; set; } = -1;

    /// <summary>Certificate for TLS: a PKCS#12 file, or PEM with <see cref="CertificateKeyFile"/>.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Private key in PEM; empty for PKCS#12.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>File with the password of the PKCS#12 file; empty = none.</summary>
    public string CertificatePasswordFile { get; set; } = "";

    /// <summary>Most connections at a time; beyond them a connection that has not said who it is makes room, else the new one is closed.</summary>
    public int MaximumConnections { get; set; } = 12_000;

    /// <summary>Longest MQTT packet in bytes.</summary>
    public int MaximumPacketBytes { get; set; } = 2048;

    /// <summary>Most frames a second of one node on average; faster ones wait.</summary>
    public int FramesPerSecond { get; set; } = 200;

    /// <summary>A connection that is silent for so many seconds is closed.</summary>
    public int IdleSeconds { get; set; } = 900;

    /// <summary>A connection that has not said who it is after so many seconds is closed; a TLS handshake has as long.</summary>
    public int ConnectSeconds { get; set; } = 15;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (!Enabled)
            yield break;
        if (Port is < -1 or > 65535)
            yield return new(nameof(Port), $"must be 0 to 65535, or -1 for none, is {Port}");
        if (TlsPort is < -1 or > 65535)
            yield return new(nameof(TlsPort), $"must be 0 to 65535, or -1 for none, is {TlsPort}");
        if (Port == -1 && TlsPort == -1)
            yield return new(nameof(Port), "and TlsPort are both -1: no node could connect; set one, or Enabled to false");
        if (TlsPort != -1 && !File.Exists(CertificateFile))
            yield return new(nameof(CertificateFile), $"must name a readable certificate file while TlsPort is set, is '{CertificateFile}'");
        if (Address.Length > 0 && !System.Net.IPAddress.TryParse(Address, out _))
            yield return new(nameof(Address), $"must be an IP address or empty, is '{Address}'");
        if (MaximumConnections is < 1 or > 100_000)
            yield return new(nameof(MaximumConnections), $"must be 1 to 100000, is {MaximumConnections}");
        if (MaximumPacketBytes is < 512 or > 65_536)
            yield return new(nameof(MaximumPacketBytes), $"must be 512 to 65536, is {MaximumPacketBytes}");
        if (FramesPerSecond is < 1 or > 1_000_000)
            yield return new(nameof(FramesPerSecond), $"must be 1 to 1000000, is {FramesPerSecond}");
        if (IdleSeconds is < 10 or > 86_400)
            yield return new(nameof(IdleSeconds), $"must be 10 to 86400, is {IdleSeconds}");
        if (ConnectSeconds is < 1 or > 300)
            yield return new(nameof(ConnectSeconds), $"must be 1 to 300, is {ConnectSeconds}");
    }
}
