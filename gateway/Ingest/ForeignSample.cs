namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>A sample of a device of another maker, from a network that has authenticated it.</summary>
internal sealed record ForeignSample
{
    /// <summary>The device in the registry.</summary>
    public required int DeviceId { get; init; }

    /// <summary>Number of the run of the device's counter (e.g. a hash of the session); takes the place of the boot counter.</summary>
    public required uint Session { get; init; }

    /// <summary>Counter of the uplink within its session.</summary>
    public required uint Counter { get; init; }

    /// <summary>Table of the decoder; takes the place of the probe layout.</summary>
    public required int LayoutId { get; init; }

    /// <summary>When it was measured by the best clock that names a time: Unix ms; null = on arrival here.</summary>
    public required long? TimeUnixMilliseconds { get; init; }

    /// <summary>± of that time, in ms.</summary>
    public required int UncertaintyMilliseconds { get; init; }

    /// <summary>Battery in mV; 0 = not known.</summary>
    public required int BatteryMillivolts { get; init; }

    /// <summary>Raw values, 1 to 8.</summary>
    public required int[] Values { get; init; }

    /// <summary>Fault codes, as many.</summary>
    public required byte[] Faults { get; init; }
}
