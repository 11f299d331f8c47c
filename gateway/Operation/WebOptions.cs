namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Section <c>Gateway:Web</c>: where pages, health and metrics are served.</summary>
internal sealed class WebOptions : ISettings
{
    /// <summary>Address to listen on; empty = all.</summary>
    public string Address { get; set; } = "";

    /// <summary>HTTP port; 0 = any free one.</summary>
    public int Port { get; set; } = 8080;

    /// <summary>Most connections at a time; one more closes the oldest.</summary>
    public int MaximumConnections { get; set; } = 256;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (Port is < 0 or > 65535)
            yield return new(nameof(Port), $"must be 0 to 65535, is {Port}");
        if (MaximumConnections is < 8 or > 10_000)
            yield return new(nameof(MaximumConnections), $"must be 8 to 10000, is {MaximumConnections}");
        if (Address.Length > 0 && !System.Net.IPAddress.TryParse(Address, out _))
            yield return new(nameof(Address), $"must be an IP address or empty, is '{Address}'");
    }
}
