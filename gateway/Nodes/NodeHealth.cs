using System.Text.Json;
using System.Text.Json.Serialization;
using Jena.SensorNode.Frames;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>What a node last said of itself (FRAME.md 4.3); null where it never said it.</summary>
public sealed record NodeHealth
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>0 power-on or reset, 1 timer, 2 button, 3 other.</summary>
    public int? WakeReason { get; init; }

    /// <summary>Radio time of the last finished uplink, in ms.</summary>
    public long? RadioTimeMilliseconds { get; init; }

    /// <summary>Sending wakes without an acknowledgement before the last one.</summary>
    public uint? UplinkRetries { get; init; }

    /// <summary>Samples waiting at the node.</summary>
    public uint? JournalDepth { get; init; }

    /// <summary>Wakes that did not reach sleep by themselves, since provisioning.</summary>
    public uint? Resets { get; init; }

    /// <summary>Samples dropped by the journal, since provisioning.</summary>
    public uint? SamplesLost { get; init; }

    /// <summary>Samples lost before the count above began again (the node was provisioned anew).</summary>
    public long? SamplesLostBefore { get; init; }

    /// <summary>All samples that the node ever reported as lost.</summary>
    [JsonIgnore]
    public long SamplesLostEver => (SamplesLost ?? 0) + (SamplesLostBefore ?? 0);

    /// <summary>Version of the settings in force; 0 = the provisioned ones.</summary>
    public uint? SettingsVersion { get; init; }

    /// <summary>Why the last refused settings were refused (<see cref="SettingsRefusal"/>).</summary>
    public int? SettingsRefusedReason { get; init; }

    /// <summary>Version of the last refused settings.</summary>
    public uint? SettingsRefusedVersion { get; init; }

    /// <summary>Firmware version × 100.</summary>
    public int? Firmware { get; init; }

    /// <summary>Awake time of the last finished wake, in ms.</summary>
    public long? AwakeTimeMilliseconds { get; init; }

    /// <summary>Free heap after the last finished cycle, in KiB.</summary>
    public uint? FreeHeapKibibytes { get; init; }

    /// <summary>Result bits of the last self-test (FRAME.md 5.3).</summary>
    public int? SelfTest { get; init; }

    /// <summary>This with every field that a report carries.</summary>
    public NodeHealth With(HealthReport report)
    {
        return this with
        {
            WakeReason = Has(HealthReport.HasWakeReason) ? report.WakeReason : WakeReason,
            RadioTimeMilliseconds = Has(HealthReport.HasRadioTime) ? report.RadioTimeCentiseconds * 10L : RadioTimeMilliseconds,
            UplinkRetries = Has(HealthReport.HasUplinkRetries) ? report.UplinkRetries : UplinkRetries,
            JournalDepth = Has(HealthReport.HasJournalDepth) ? report.JournalDepth : JournalDepth,
            Resets = Has(HealthReport.HasResets) ? report.Resets : Resets,
            SamplesLost = Has(HealthReport.HasSamplesLost) ? report.SamplesLost : SamplesLost,
            SamplesLostBefore = Has(HealthReport.HasSamplesLost) && report.SamplesLost < SamplesLost ? SamplesLostEver : SamplesLostBefore,
            SettingsVersion = Has(HealthReport.HasSettingsVersion) ? report.SettingsVersion : SettingsVersion,
            SettingsRefusedReason = Has(HealthReport.HasSettingsRefused) ? report.SettingsRefusedReason : SettingsRefusedReason,
            SettingsRefusedVersion = Has(HealthReport.HasSettingsRefused) ? report.SettingsRefusedVersion : SettingsRefusedVersion,
            Firmware = Has(HealthReport.HasFirmware) ? report.Firmware : Firmware,
            AwakeTimeMilliseconds = Has(HealthReport.HasAwakeTime) ? report.AwakeTimeCentiseconds * 10L : AwakeTimeMilliseconds,
            FreeHeapKibibytes = Has(HealthReport.HasFreeHeap) ? report.FreeHeapKibibytes : FreeHeapKibibytes,
            SelfTest = Has(HealthReport.HasSelfTest) ? report.SelfTest : SelfTest,
        };

        bool Has(int bit) => (report.Mask & bit) != 0;
    }

    /// <summary>Text for the database.</summary>
    internal string Write() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads the database's text. One that the card has spoilt is as none: the node says it again.</summary>
    internal static NodeHealth Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeHealth>(text, Options) ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }
}

/// <summary>What is known of a node from its own reports.</summary>
/// <param name="HighestBoot">Highest boot counter seen.</param>
/// <param name="LastReport">When it last reported.</param>
/// <param name="Health">Its last words.</param>
public sealed record NodeStatus(uint HighestBoot, DateTimeOffset LastReport, NodeHealth Health);
