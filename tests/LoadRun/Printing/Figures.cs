namespace Jena.SensorNode.LoadRun.Printing;

/// <summary>Names of the figures that are judged or compared, with the aims.</summary>
internal static class Figures
{
    public const string DurableFrames = "durable single-sample frames/s over 500 connections";
    public const string MosquittoFrames = "bare Mosquitto frames/s";
    public const string AtRest = "RSS at rest, MB";
    public const string Ready = "start to ready, 10,000 nodes registered, ms";
    public const string FirstFrame = "start to first acknowledged frame, ms";
    public const string Burst = "burst: frames at the sink exactly once, %";
    public const string Journals = "day of journal of every node: samples at the sink exactly once, %";
    public const string WrittenAtFullLoad = "bytes written a reading, full load, with settling";
    public const string WrittenPaced = "bytes written a reading, paced";
    public const string HistoryReady = "long in service: start to ready, ms";
    public const string HistoryFirstFrame = "long in service: start to first acknowledged frame, ms";
    public const string HistoryAtRest = "long in service: RSS at rest, MB";
    public const string VerifyDecode = "verify and decode a single-sample frame, ns";
    public const string VerifyDecodeHeap = "verify and decode a single-sample frame, bytes of heap";

    /// <summary>What the issue asks for: figure, limit, whether it is an upper one.</summary>
    public static IReadOnlyList<(string Figure, double Limit, bool IsAtMost)> Aims { get; } =
    [
        (DurableFrames, 15_000, false),
        .. new[] { 20, 100, 500, 1_000, 10_000 }.Select(nodes => (P99(nodes), 50.0, true)),
        (Burst, 100, false),
        (Journals, 100, false),
        (AtRest, 150, true),
        (Ready, 2_000, true),
        (FirstFrame, 2_000, true),
        (HistoryReady, 2_000, true),
        (HistoryFirstFrame, 2_000, true),
        (HistoryAtRest, 150, true),
        (WrittenAtFullLoad, 60, true),
        (WrittenPaced, 60, true),
        (VerifyDecode, 1_000, true),
        (VerifyDecodeHeap, 0, true),
    ];

    /// <summary>What stands beside what.</summary>
    public static IReadOnlyList<(string Name, string Of, string To)> Ratios { get; } =
    [
        ("frames/s, closed loop, beside bare Mosquitto (which keeps nothing)", DurableFrames, MosquittoFrames),
        .. new[] { "paced 1000/s", "paced 5000/s", "burst", "sink away", "kill -9" }.SelectMany(run => new[]
        {
            ($"{run}: exactly once %, beside Node-RED", ExactlyOnce("gateway", run), ExactlyOnce("Node-RED", run)),
            ($"{run}: exactly once %, beside Node-RED with 100 a request", ExactlyOnce("gateway", run), ExactlyOnce("Node-RED, 100 a request", run)),
        }),
    ];

    /// <summary>Time to the acknowledgement at the first paced rate.</summary>
    public static string P99(int connected) => $"PUBACK p99 at 1,000/s, {connected:N0} nodes connected, ms";

    /// <summary>Share of the acknowledged samples that reached the sink exactly once.</summary>
    public static string ExactlyOnce(string pipeline, string run) => $"{pipeline}, {run}: exactly once, %";
}
