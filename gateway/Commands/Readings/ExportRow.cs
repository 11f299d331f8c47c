using System.Text.Json.Serialization;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Parquet.Serialization.Attributes;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>One reading as it is exported; the columns have the same names in every format.</summary>
internal sealed class ExportRow
{
    /// <summary>When it was taken, UTC.</summary>
    [JsonPropertyName("time_utc")]
    [ParquetTimestamp(ParquetTimestampResolution.Milliseconds, useLogicalTimestamp: true, isAdjustedToUTC: true)]
    public DateTime TimeUtc { get; set; }

    /// <summary>Node id or EUI.</summary>
    [JsonPropertyName("device")]
    public string Device { get; set; } = "";

    /// <summary>Reference of the site at that time; empty where it had none.</summary>
    [JsonPropertyName("site")]
    public string Site { get; set; } = "";

    /// <summary>Name of the site.</summary>
    [JsonPropertyName("site_name")]
    public string SiteName { get; set; } = "";

    /// <summary>Channel, from 0.</summary>
    [JsonPropertyName("channel")]
    public int Channel { get; set; }

    /// <summary>Depth in cm; null for a probe that is not in the soil.</summary>
    [JsonPropertyName("depth_cm")]
    public int? DepthCentimeters { get; set; }

    /// <summary>What was measured.</summary>
    [JsonPropertyName("quantity")]
    public string Quantity { get; set; } = "";

    /// <summary>The value; null where the probe had a fault.</summary>
    [JsonPropertyName("value")]
    public double? Value { get; set; }

    /// <summary>Unit of the value.</summary>
    [JsonPropertyName("unit")]
    public string Unit { get; set; } = "";

    /// <summary>Raw value as the hardware gave it; null where the probe had a fault.</summary>
    [JsonPropertyName("raw")]
    public int? Raw { get; set; }

    /// <summary>Fault of the probe; empty where there is none.</summary>
    [JsonPropertyName("fault")]
    public string Fault { get; set; } = "";

    /// <summary>Quality flags, separated by blanks; empty where nothing is doubtful.</summary>
    [JsonPropertyName("flags")]
    public string Flags { get; set; } = "";

    /// <summary>Version of the calibration; 0 = none of its own.</summary>
    [JsonPropertyName("calibration_version")]
    public int CalibrationVersion { get; set; }

    /// <summary>± of the time, in seconds.</summary>
    [JsonPropertyName("time_uncertainty_s")]
    public double TimeUncertaintySeconds { get; set; }

    /// <summary>Whether the time can still change: the gateway's clock was not set when the sample came.</summary>
    [JsonPropertyName("time_provisional")]
    public bool TimeIsProvisional { get; set; }

    /// <summary>Boot counter: part of the identity.</summary>
    [JsonPropertyName("boot")]
    public long Boot { get; set; }

    /// <summary>Incarnation: part of the identity.</summary>
    [JsonPropertyName("incarnation")]
    public int Incarnation { get; set; }

    /// <summary>Sample counter: part of the identity.</summary>
    [JsonPropertyName("sample")]
    public long Sample { get; set; }

    /// <summary>The row of a reading.</summary>
    public static ExportRow Of(Sample sample, string device, SiteDescription? site, Reading reading) => new()
    {
        TimeUtc = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds).UtcDateTime,
        Device = device,
        Site = site?.Reference ?? "",
        SiteName = site?.Name ?? "",
        Channel = reading.Channel,
        DepthCentimeters = reading.DepthCentimeters == ProbeDescription.InAir ? null : reading.DepthCentimeters,
        Quantity = reading.FieldName.Length > 0 ? reading.FieldName : reading.Quantity.ToString(),
        Value = reading.Value,
        Unit = reading.Unit,
        Raw = reading.Fault == ChannelFault.None ? sample.Values[reading.Channel] : null,
        Fault = reading.Fault == ChannelFault.None ? "" : reading.Fault.ToString(),
        Flags = reading.Flags == QualityFlags.None ? "" : reading.Flags.ToString().Replace(",", "", StringComparison.Ordinal),
        CalibrationVersion = reading.CalibrationVersion,
        TimeUncertaintySeconds = sample.UncertaintyMilliseconds / 1000.0,
        TimeIsProvisional = sample.TimeIsProvisional,
        Boot = sample.Identity.Boot,
        Incarnation = sample.Identity.Incarnation,
        Sample = sample.Identity.Counter,
    };
}
