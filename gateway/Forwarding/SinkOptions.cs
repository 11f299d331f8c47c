namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>One entry of <c>Gateway:Sinks</c>: a place that gets every reading.</summary>
internal sealed class SinkOptions
{
    /// <summary>Name, unique and kept: the cursor hangs on it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Kind of sink: <c>mqtt</c>.</summary>
    public string Kind { get; set; } = "mqtt";

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

    /// <summary>Topic; <c>{id}</c> is replaced by the id of the tree or node.</summary>
    public string Topic { get; set; } = "jena/sensornode/{id}";

    /// <summary>MQTT client id; empty = made from the name.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Most messages under way, or taken and not yet noted on disk, at a time: what a crash may repeat.</summary>
    public int InFlight { get; set; } = 500;

    /// <summary>How long the broker may take to acknowledge a message; then the gateway connects anew.</summary>
    public int AcknowledgeSeconds { get; set; } = 30;

    /// <summary>The password from wherever it is kept.</summary>
    public string? ReadPassword() => PasswordFile.Length > 0 ? File.ReadAllText(PasswordFile).Trim() : Password.Length > 0 ? Password : null;
}

/// <summary>Section <c>Gateway</c>: all sinks.</summary>
internal sealed class ForwardingOptions : ISettings
{
    /// <summary>The sinks, in any order.</summary>
    public IList<SinkOptions> Sinks { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        for (var index = 0; index < Sinks.Count; index++)
        {
            var sink = Sinks[index];
            var name = $"Sinks:{index}:";
            if (string.IsNullOrWhiteSpace(sink.Name))
                yield return new(name + nameof(sink.Name), "must not be empty");
            else if (Sinks.Take(index).Any(other => other.Name == sink.Name))
                yield return new(name + nameof(sink.Name), $"'{sink.Name}' is used twice");
            if (sink.Kind != "mqtt")
                yield return new(name + nameof(sink.Kind), $"must be mqtt, is '{sink.Kind}'");
            if (string.IsNullOrWhiteSpace(sink.Host))
                yield return new(name + nameof(sink.Host), "must name the broker");
            if (sink.Port is < 1 or > 65535)
                yield return new(name + nameof(sink.Port), $"must be 1 to 65535, is {sink.Port}");
            if (sink.CaFile.Length > 0 && !File.Exists(sink.CaFile))
                yield return new(name + nameof(sink.CaFile), $"must name a readable file, is '{sink.CaFile}'");
            if (sink.PasswordFile.Length > 0 && !File.Exists(sink.PasswordFile))
                yield return new(name + nameof(sink.PasswordFile), $"must name a readable file, is '{sink.PasswordFile}'");
            if (sink.Topic.Length is 0 or > 1024 || sink.Topic.AsSpan().ContainsAny('#', '+'))
                yield return new(name + nameof(sink.Topic), $"must be a topic without wildcards, is '{sink.Topic}'");
            if (sink.InFlight is < 1 or > 1000)
                yield return new(name + nameof(sink.InFlight), $"must be 1 to 1000, is {sink.InFlight}");
            if (sink.AcknowledgeSeconds is < 1 or > 3600)
                yield return new(name + nameof(sink.AcknowledgeSeconds), $"must be 1 to 3600, is {sink.AcknowledgeSeconds}");
        }
    }
}
