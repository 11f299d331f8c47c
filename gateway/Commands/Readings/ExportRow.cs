using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>One reading as it is exported. The property names are the columns.</summary>
internal sealed class ExportRow
{
    /// <summary>When it was taken, UTC.</summary>
    public DateTime TimeUtc { get; set; }

    /// <summary>Node id or EUI.</summary>
    public string Device { get; set; } = "";

    /// <summary>Reference of the site at that time; empty where it had none.</summary>
    public string Site { get; set; } = "";

    /// <summary>Name of the site.</summary>
    public string SiteName { get; set; } = "";

    /// <summary>Channel, from 0.</summary>
    public int Channel { get; set; }

    /// <summary>Depth in cm; null for a probe that is not in the soil.</summary>
    public int? DepthCentimeters { get; set; }

    /// <summary>What was measured.</summary>
    public string Quantity { get; set; } = "";

    /// <summary>The value; null where the probe had a fault.</summary>
    public double? Value { get; set; }

    /// <summary>Unit of the value.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Raw value as the hardware gave it; null where the probe had a fault.</summary>
    public int? Raw { get; set; }

    /// <summary>Fault of the probe; empty where there is none.</summary>
    public string Fault { get; set; } = "";

    /// <summary>Quality flags, separated by blanks; empty where nothing is doubtful.</summary>
    public string Flags { get; set; } = "";

    /// <summary>Version of the calibration; 0 = none of its own.</summary>
    public int CalibrationVersion { get; set; }

    /// <summary>± of the time, in seconds.</summary>
    public double TimeUncertaintySeconds { get; set; }

    /// <summary>Boot counter: part of the identity.</summary>
    public long Boot { get; set; }

    /// <summary>Incarnation: part of the identity.</summary>
    public int Incarnation { get; set; }

    /// <summary>Sample counter: part of the identity.</summary>
    public long Sample { get; set; }

    /// <summary>The row of a reading.</summary>
    public static ExportRow Of(Sample sample, DeviceDescription device, Reading reading) => new()
    {
        TimeUtc = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds).UtcDateTime,
        Device = device.Name,
        Site = device.Site?.Reference ?? "",
        SiteName = device.Site?.Name ?? "",
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
        Boot = sample.Identity.Boot,
        Incarnation = sample.Identity.Incarnation,
        Sample = sample.Identity.Counter,
    };
}
