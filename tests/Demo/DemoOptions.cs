namespace Jena.SensorNode.Demo;

/// <summary>What the demonstration plays.</summary>
internal sealed record DemoOptions
{
    /// <summary>List of trees with their coordinates (columns of the city's register); null: invented trees.</summary>
    public string? TreesFile { get; init; }

    /// <summary>Recorded soil moisture that drives the probes; null: the soil model.</summary>
    public string? TraceFile { get; init; }

    /// <summary>True: a recorded value holds until the next; false: straight lines between them.</summary>
    public bool TraceAsSteps { get; init; }

    /// <summary>Noise of one conversion of the nodes' converters, counts; three times that while the radio is on.</summary>
    public double AdcNoiseCounts { get; init; } = 6;

    /// <summary>How many nodes; null: one a tree, or twelve.</summary>
    public int? Nodes { get; init; }

    /// <summary>Virtual days to play; null: the whole trace, or until Ctrl-C.</summary>
    public double? Days { get; init; }

    /// <summary>Virtual hours a real second at the most; 0: as fast as it goes.</summary>
    public double HoursPerSecond { get; init; }

    /// <summary>Sampling interval of the nodes.</summary>
    public uint SampleIntervalSeconds { get; init; } = 900;

    /// <summary>Sending interval of the nodes.</summary>
    public uint SendIntervalSeconds { get; init; } = 6 * 3600;

    /// <summary>Port of the page; 0: a free one.</summary>
    public int WebPort { get; init; }

    /// <summary>Depths of the three probes of a node, cm.</summary>
    public static IReadOnlyList<byte> DepthsCentimeters { get; } = [30, 60, 90];
}
