namespace Jena.SensorNode.Gateway.Lorawan;

/// <summary>Section <c>Gateway:Lorawan</c>: network servers that deliver uplinks.</summary>
internal sealed class LorawanOptions : ISettings
{
    /// <summary>Token that a server must send over HTTP (<c>Authorization: Bearer …</c>); empty here and in the file = HTTP is off.</summary>
    public string HttpToken { get; set; } = "";

    /// <summary>File that holds the token.</summary>
    public string HttpTokenFile { get; set; } = "";

    /// <summary>Brokers of network servers to subscribe to.</summary>
    public IList<UplinkServerOptions> Servers { get; set; } = [];

    /// <summary>Raw messages kept; the oldest go first. 100,000 are about 60 MB.</summary>
    public int MessagesKept { get; set; } = 100_000;

    /// <summary>The token from wherever it is kept; empty = HTTP is off.</summary>
    public string ReadToken() => HttpTokenFile.Length > 0 ? File.ReadAllText(HttpTokenFile).Trim() : HttpToken;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (HttpToken.Length is > 0 and < 16)
            yield return new(nameof(HttpToken), "must have at least 16 characters");
        if (HttpTokenFile.Length > 0 && !File.Exists(HttpTokenFile))
            yield return new(nameof(HttpTokenFile), $"must name a readable file, is '{HttpTokenFile}'");
        if (MessagesKept is < 100 or > 100_000_000)
            yield return new(nameof(MessagesKept), $"must be 100 to 100000000, is {MessagesKept}");
        for (var index = 0; index < Servers.Count; index++)
        {
            foreach (var problem in Servers[index].Problems())
                yield return new($"Servers:{index}:{problem.Name}", problem.Message);
            if (Servers.Take(index).Any(other => other.Name == Servers[index].Name))
                yield return new($"Servers:{index}:Name", $"'{Servers[index].Name}' is used twice");
        }
    }
}
