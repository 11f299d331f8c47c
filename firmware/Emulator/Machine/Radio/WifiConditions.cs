namespace Jena.SensorNode.Emulator.Radio;

/// <summary>The access point a node may find, and how long it takes.</summary>
public sealed class WifiConditions
{
    /// <summary>The network's name.</summary>
    public string Ssid { get; set; } = "Baumnetz";

    /// <summary>The network's password.</summary>
    public string Password { get; set; } = "Linde2026";

    /// <summary>Whether the access point is there at a time; default: always.</summary>
    public Func<DateTimeOffset, bool> IsReachable { get; set; } = _ => true;

    /// <summary>Median time of the association with a fixed address: 664 ms were measured by glenn20.</summary>
    public TimeSpan AssociationMedian { get; set; } = TimeSpan.FromMilliseconds(664);

    /// <summary>Median time of a lease on top: 892 ms (glenn20).</summary>
    public TimeSpan LeaseMedian { get; set; } = TimeSpan.FromMilliseconds(892);

    /// <summary>Spread of the log-normal times (0: always the median). 0.45 gives the 0.15 to 9.6 s that a similar project saw.</summary>
    public double Spread { get; set; } = 0.45;

    /// <summary>The address a lease gives.</summary>
    public string LeasedAddress { get; set; } = "192.168.4.23";

    /// <summary>The platform's own time client sets the clock this long after the address where it reaches a time server; null: no Internet.</summary>
    public TimeSpan? BackgroundTimeSyncAfter { get; set; }

    internal TimeSpan AssociationTime(Random random, bool isStatic)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (AssociationMedian + (isStatic ? TimeSpan.Zero : LeaseMedian)) * Math.Exp(Spread * normal);
    }
}
