namespace Jena.SensorNode.Emulator.Link;

/// <summary>The way from a node to its gateway, with its faults. Functions are asked with the true time.</summary>
public sealed class LinkConditions
{
    /// <summary>Whom a connection finds.</summary>
    public Func<DateTimeOffset, GatewayPresence> Presence { get; set; } = _ => GatewayPresence.Present;

    /// <summary>What becomes of an acknowledgement.</summary>
    public Func<DateTimeOffset, AcknowledgementFate> Acknowledgements { get; set; } = _ => AcknowledgementFate.Arrives;

    /// <summary>How late a late acknowledgement is.</summary>
    public TimeSpan LateBy { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Where a configured address really is; default: where it says.</summary>
    public Func<string, int, (string Host, int Port)> Route { get; set; } = (host, port) => (host, port);

    /// <summary>Names that the network's name server knows; addresses in figures need none.</summary>
    public HashSet<string> KnownNames { get; } = ["localhost"];

    /// <summary>The connection breaks when the node has sent this many bytes; null: it holds.</summary>
    public int? CutAfterSentBytes { get; set; }

    /// <summary>The connection breaks when the node has received this many bytes; null: it holds.</summary>
    public int? CutAfterReceivedBytes { get; set; }

    /// <summary>Shortest round trip, virtual time.</summary>
    public TimeSpan RoundTrip { get; set; } = TimeSpan.FromMilliseconds(12);

    /// <summary>Random extra on each round trip, up to.</summary>
    public TimeSpan RoundTripJitter { get; set; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The stack's patience with an address that does not answer: four SYN retries.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(31);

    /// <summary>Real time that a node gives its gateway after an acknowledgement for a message of its own (settings, time).</summary>
    public TimeSpan RealDownlinkPause { get; set; } = TimeSpan.FromMilliseconds(25);

    internal TimeSpan SampleRoundTrip(Random random) => RoundTrip + (RoundTripJitter * random.NextDouble());
}
