namespace Jena.SensorNode.LoadRun;

/// <summary>How large a run is. The default of <c>all</c> takes about half an hour; <c>--quick</c> shows that all parts work.</summary>
internal sealed record LoadOptions
{
    /// <summary>Numbers of connected nodes.</summary>
    public IReadOnlyList<int> ConnectedNodes { get; init; } = [100, 500, 1_000, 10_000];

    /// <summary>Connections that send in a closed loop; the others are idle.</summary>
    public int ClosedLoopConnections { get; init; } = 500;

    /// <summary>Frames of a closed loop.</summary>
    public int ClosedLoopFrames { get; init; } = 200_000;

    /// <summary>Rates of the paced runs; the aim for the time to the acknowledgement holds at the first.</summary>
    public IReadOnlyList<int> PacedRates { get; init; } = [1_000, 5_000];

    /// <summary>Length of a paced run.</summary>
    public int PacedSeconds { get; init; } = 10;

    /// <summary>Length of the paced run whose time to the acknowledgement is judged: long enough at 1,000/s that the log settles within it.</summary>
    public int JudgedSeconds { get; init; } = 60;

    /// <summary>Nodes that come back after an outage.</summary>
    public int OutageNodes { get; init; } = 10_000;

    /// <summary>How many of them then bring a day of journal, 96 samples each, that is followed to the sink.</summary>
    public int JournalNodes { get; init; } = 10_000;

    /// <summary>Frames of the burst that is followed to the sink.</summary>
    public int BurstFrames { get; init; } = 100_000;

    /// <summary>Samples that wait for a sink that was away.</summary>
    public int BacklogSamples { get; init; } = 60_000;

    /// <summary>Rates of the side-by-side runs.</summary>
    public IReadOnlyList<int> SideBySideRates { get; init; } = [1_000, 5_000];

    /// <summary>Readings of the side-by-side burst.</summary>
    public int SideBySideBurst { get; init; } = 20_000;

    /// <summary>Nodes of the gateway that has been in service for long.</summary>
    public int HistoryNodes { get; init; } = 1_000;

    /// <summary>How long it has been; a year is 365 and takes some minutes and half a gigabyte.</summary>
    public int HistoryDays { get; init; } = 30;

    /// <summary>How long the sink is away.</summary>
    public int SinkDownSeconds { get; init; } = 60;

    /// <summary>Rate of the paced run that is judged.</summary>
    public int PacedFramesPerSecond => PacedRates[0];

    /// <summary>Reads options that follow the verb.</summary>
    /// <exception cref="ArgumentException">An unknown option, or a number below 1.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions();
        foreach (var argument in arguments)
            options = argument == "--quick" ? Quick() : options.With(argument);
        return options;
    }

    private static LoadOptions Quick() => new()
    {
        ConnectedNodes = [20, 100],
        ClosedLoopConnections = 50,
        ClosedLoopFrames = 2_000,
        PacedRates = [200],
        PacedSeconds = 3,
        JudgedSeconds = 3,
        OutageNodes = 50,
        JournalNodes = 50,
        BurstFrames = 1_000,
        BacklogSamples = 2_000,
        SideBySideRates = [100],
        SideBySideBurst = 500,
        SinkDownSeconds = 5,
        HistoryNodes = 20,
        HistoryDays = 4,
    };

    private LoadOptions With(string argument)
    {
        var parts = argument.Split('=', 2);
        var numbers = parts.Length == 2 ? parts[1].Split(',').Select(int.Parse).ToList() : [];
        if (numbers.Any(number => number < 1))
            throw new ArgumentException($"{argument}: every number must be 1 or more.");
        return (parts[0], numbers) switch
        {
            ("--nodes", { Count: > 0 }) => this with { ConnectedNodes = numbers },
            ("--frames", [var frames]) => this with { ClosedLoopFrames = frames },
            ("--connections", [var connections]) => this with { ClosedLoopConnections = connections },
            ("--paced-rates", { Count: > 0 }) => this with { PacedRates = numbers },
            ("--paced-seconds", [var seconds]) => this with { PacedSeconds = seconds },
            ("--judged-seconds", [var seconds]) => this with { JudgedSeconds = seconds },
            ("--outage-nodes", [var nodes]) => this with { OutageNodes = nodes },
            ("--journal-nodes", [var nodes]) => this with { JournalNodes = nodes },
            ("--burst", [var frames]) => this with { BurstFrames = frames },
            ("--backlog", [var samples]) => this with { BacklogSamples = samples },
            ("--rates", { Count: > 0 }) => this with { SideBySideRates = numbers },
            ("--side-burst", [var frames]) => this with { SideBySideBurst = frames },
            ("--history-nodes", [var nodes]) => this with { HistoryNodes = nodes },
            ("--history-days", [var days]) => this with { HistoryDays = days },
            ("--sink-down", [var seconds]) => this with { SinkDownSeconds = seconds },
            _ => throw new ArgumentException($"Unknown option {argument}."),
        };
    }
}
