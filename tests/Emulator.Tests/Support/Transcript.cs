using System.Text.Json;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>A recorded run of the node.</summary>
/// <param name="NodeFile">Its <c>node.cfg</c>.</param>
/// <param name="Wakes">Wake by wake.</param>
internal sealed record Transcript(string NodeFile, IReadOnlyList<TranscriptWake> Wakes)
{
    private static readonly JsonSerializerOptions options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Transcript Load() =>
        JsonSerializer.Deserialize<Transcript>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "transcript.json")), options)!;
}

/// <summary>What a wake met and what it did.</summary>
/// <param name="Wake"><c>power</c> or <c>timer</c>.</param>
/// <param name="OffSeconds">Time without power before it.</param>
/// <param name="Counts">Raw counts of the moisture probes on ADC channels 0, 3 and 6.</param>
/// <param name="BatteryCounts">Raw counts of the battery divider on ADC channel 7.</param>
/// <param name="Sixteenths">What the three thermometers give; null: not there.</param>
/// <param name="Settings">Settings that the gateway retains from this wake on, in hexadecimal digits; null: no others.</param>
/// <param name="Frames">Frames sent, with ages, times awake and free heap set to 0.</param>
/// <param name="SleepSeconds">The sleep after it.</param>
internal sealed record TranscriptWake(
    string Wake, int OffSeconds, int[] Counts, int BatteryCounts, int?[] Sixteenths, string? Settings, IReadOnlyList<string> Frames, double SleepSeconds);
